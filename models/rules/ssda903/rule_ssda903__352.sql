-- One row per period of care begun at 18 or later.
with

failing as (

    select distinct
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_with_birth') }}
    where
        rne = 'S'
        and decom >= {{ birthday('dob', 18) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
