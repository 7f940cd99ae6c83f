-- One row per adoptive placement by a placement order that is not the legal status.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place in ('A5', 'A6')
        and coalesce(ls, '') <> 'E1'

)

{{ one_finding_a_row('failing', 'Episodes') }}
