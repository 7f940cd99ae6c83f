-- One row per record of outcomes whose SDQ_REASON is no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where sdq_reason not in ('SDQ1', 'SDQ2', 'SDQ3', 'SDQ4', 'SDQ5')

)

{{ one_finding_a_row('failing', 'OC2') }}
