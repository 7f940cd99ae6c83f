-- One row per record of a child looked after for the year, as submitted, typed.
with

raw_rows as (

    select * from {{ source('ssda903', 'ssda903__OC2') }}

),

typed as (

    select
        return_id,
        row_number,
        CHILD as child,
        {{ to_day_first_date('DOB') }} as dob,
        DOB as dob_text,
        SDQ_SCORE as sdq_score,
        SDQ_REASON as sdq_reason,
        CONVICTED as convicted,
        HEALTH_CHECK as health_check,
        IMMUNISATIONS as immunisations,
        TEETH_CHECK as teeth_check,
        HEALTH_ASSESSMENT as health_assessment,
        SUBSTANCE_MISUSE as substance_misuse,
        INTERVENTION_RECEIVED as intervention_received,
        INTERVENTION_OFFERED as intervention_offered
    from raw_rows

)

select * from typed
