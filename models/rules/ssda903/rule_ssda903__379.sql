-- One row per episode of a temporary placement for no stated reason of over 7 days.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place = 'T4'
        and dec > {{ add_days('decom', 7) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
