-- One row per record of outcomes that is in use but lacks a health outcome.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        (
            immunisations is null
            or teeth_check is null
            or health_assessment is null
            or substance_misuse is null
        )
        and coalesce(
            immunisations,
            teeth_check,
            health_assessment,
            substance_misuse,
            convicted,
            health_check,
            intervention_received,
            intervention_offered
        ) is not null

)

{{ one_finding_a_row('failing', 'OC2') }}
