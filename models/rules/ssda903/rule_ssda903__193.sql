-- One row per record with an answer on interventions but no misuse.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        (substance_misuse is null or substance_misuse = '0')
        and coalesce(intervention_received, intervention_offered) is not null

)

{{ one_finding_a_row('failing', 'OC2') }}
