-- One row per episode at home under a single period of accommodation.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place = 'P1'
        and ls = 'V2'

)

{{ one_finding_a_row('failing', 'Episodes') }}
