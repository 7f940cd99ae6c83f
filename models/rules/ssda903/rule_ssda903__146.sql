-- One row per episode whose PLACE is no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place not in (
            'A3', 'A4', 'A5', 'A6', 'H5', 'K1', 'K2', 'P1', 'P2', 'P3', 'R1', 'R2',
            'R3', 'R5', 'S1', 'T0', 'T1', 'T2', 'T3', 'T4', 'U1', 'U2', 'U3', 'U4',
            'U5', 'U6', 'Z1'
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
