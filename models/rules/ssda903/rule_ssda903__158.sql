-- One row per record with an intervention received and an answer on the offer.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        intervention_received = '1'
        and intervention_offered is not null

)

{{ one_finding_a_row('failing', 'OC2') }}
