-- One row per episode in custody begun before the age of 10.
with

failing as (

    select distinct
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_with_birth') }}
    where
        place = 'R5'
        and decom < {{ birthday('dob', 10) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
