-- One row per record of a child with a health check but without the other health
-- answers.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        health_check = '1'
        and (
            immunisations is null
            or teeth_check is null
            or health_assessment is null
            or substance_misuse is null
        )

)

{{ one_finding_a_row('failing', 'OC2') }}
