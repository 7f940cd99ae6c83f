-- One row per assessment, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__Assessments') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        CINdetailsID as cin_details_id,
        nullif(AssessmentID, '') as assessment_id,
        {{ to_date('AssessmentActualStartDate') }}
            as assessment_actual_start_date,
        {{ to_date('AssessmentInternalReviewDate') }}
            as assessment_internal_review_date,
        {{ to_date('AssessmentAuthorisationDate') }}
            as assessment_authorisation_date
    from raw_rows

)

select * from typed
