-- One row per episode of respite care in a long-term foster placement.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        ls in ('V3', 'V4')
        and place in ('U1', 'U4')

)

{{ one_finding_a_row('failing', 'Episodes') }}
