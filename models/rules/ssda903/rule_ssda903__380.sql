-- One row per temporary placement that no change of placement began.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place in ('T0', 'T1', 'T2', 'T3', 'T4')
        and coalesce(rne, '') not in ('P', 'B')

)

{{ one_finding_a_row('failing', 'Episodes') }}
