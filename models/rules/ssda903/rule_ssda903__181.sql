-- One row per record of outcomes with an answer that is not 0 or 1.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where
        convicted not in ('0', '1')
        or health_check not in ('0', '1')
        or immunisations not in ('0', '1')
        or teeth_check not in ('0', '1')
        or health_assessment not in ('0', '1')
        or substance_misuse not in ('0', '1')
        or intervention_received not in ('0', '1')
        or intervention_offered not in ('0', '1')

)

{{ one_finding_a_row('failing', 'OC2') }}
