-- One row per episode of a temporary stay in hospital of over 42 days.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place = 'T1'
        and dec > {{ add_days('decom', 42) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
