-- One row per episode in semi-independent living begun before the age of 16.
with

failing as (

    select distinct
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_with_birth') }}
    where
        place = 'H5'
        and decom < {{ birthday('dob', 16) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
