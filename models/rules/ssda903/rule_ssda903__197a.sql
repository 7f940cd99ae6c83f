-- One row per record with an SDQ score and a reason for having none.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        sdq_score is not null
        and sdq_reason is not null

)

{{ one_finding_a_row('failing', 'OC2') }}
