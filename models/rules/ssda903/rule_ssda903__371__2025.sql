-- One row per episode in supported accommodation begun before the age of 16.
with

failing as (

    select distinct
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_with_birth') }}
    where
        place = 'K3'
        and decom < {{ birthday('dob', 16) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
