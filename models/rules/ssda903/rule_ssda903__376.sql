-- One row per episode of a temporary placement for a carer's holiday of over 21 days.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place = 'T3'
        and dec > {{ add_days('decom', 21) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
