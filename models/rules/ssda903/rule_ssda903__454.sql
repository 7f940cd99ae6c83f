-- One row per episode placed more than 350 miles from home.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        pl_distance > 350
        and pl_distance <> 999.9

)

{{ one_finding_a_row('failing', 'Episodes') }}
