-- One row per episode with a provider number that its placement cannot have.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        urn <> 'XXXXXXX'
        and place in (
            'H5', 'P1', 'P2', 'P3', 'R1', 'R2', 'R5', 'T0', 'T1', 'T2',
            'T3', 'T4', 'Z1'
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
