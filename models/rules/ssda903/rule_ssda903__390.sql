-- One row per adoption from elsewhere than an adoptive placement.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        rec in ('E11', 'E12')
        and coalesce(place, '') not in ('A3', 'A4', 'A5', 'A6')

)

{{ one_finding_a_row('failing', 'Episodes') }}
