-- One row per placement that a voluntary provider cannot provide.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place_provider = 'PR5'
        and place = 'P1'

)

{{ one_finding_a_row('failing', 'Episodes') }}
