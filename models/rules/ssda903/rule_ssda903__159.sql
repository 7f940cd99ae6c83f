-- One row per record of misuse without an intervention or an answer on the offer.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        substance_misuse = '1'
        and intervention_received = '0'
        and intervention_offered is null

)

{{ one_finding_a_row('failing', 'OC2') }}
