-- One row per episode of respite care in a temporary placement.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        ls in ('V3', 'V4')
        and place in ('T0', 'T1', 'T2', 'T3', 'T4')

)

{{ one_finding_a_row('failing', 'Episodes') }}
