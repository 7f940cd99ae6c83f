-- One row per episode whose reason for a change of placement is not a known code.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        reason_place_change not in (
            'CARPL', 'CLOSE', 'ALLEG', 'STAND', 'APPRR', 'CREQB',
            'CREQO', 'CHILD', 'LAREQ', 'PLACE', 'CUSTOD', 'OTHER'
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
