-- One row per care leaver whose ACCOM is missing or no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc3') }}
    where
        accom is null
        or accom not in (
            'B1', 'B2', 'C1', 'C2', 'D1', 'D2', 'E1', 'E2', 'G1', 'G2', 'H1', 'H2',
            'K1', 'K2', 'R1', 'R2', 'S2', 'T1', 'T2', 'U1', 'U2', 'V1', 'V2', 'W1',
            'W2', 'X2', 'Y1', 'Y2', 'Z1', 'Z2', '0'
        )

)

{{ one_finding_a_row('failing', 'OC3') }}
