-- One row per record of misuse that does not say whether help was received.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        substance_misuse = '1'
        and intervention_received is null

)

{{ one_finding_a_row('failing', 'OC2') }}
