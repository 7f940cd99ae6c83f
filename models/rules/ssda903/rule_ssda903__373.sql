-- One row per episode in a residential school begun before the age of 4.
with

failing as (

    select distinct
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_with_birth') }}
    where
        place = 'S1'
        and decom < {{ birthday('dob', 4) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
