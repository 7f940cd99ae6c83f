-- One row per episode in independent living begun before the age of 15.
with

failing as (

    select distinct
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_with_birth') }}
    where
        place = 'P2'
        and decom < {{ birthday('dob', 15) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
