-- One row per factor of an assessment, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__AssessmentFactorsList') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        CINdetailsID as cin_details_id,
        nullif(AssessmentID, '') as assessment_id,
        nullif(AssessmentFactor, '') as assessment_factor
    from raw_rows

)

select * from typed
