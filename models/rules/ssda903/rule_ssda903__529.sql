-- One row per placement that another public body cannot provide.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place_provider = 'PR3'
        and place in (
            'A3', 'A4', 'A5', 'A6', 'K1', 'K2', 'P1', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6'
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
