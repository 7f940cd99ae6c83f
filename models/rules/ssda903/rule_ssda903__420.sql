-- One row per episode of respite care with an authority of placement.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        ls in ('V3', 'V4')
        and pl_la is not null

)

{{ one_finding_a_row('failing', 'Episodes') }}
