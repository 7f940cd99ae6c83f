-- One row per assessment record for which factors are listed, with all of them.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

given_factors as (

    select * from {{ ref('returncheck', 'int_cin_census__given_factors') }}

),

assessments_with_factors as (

    select
        assessments.return_id,
        assessments.row_number,
        assessments.child_key,
        assessments.cin_details_id,
        assessments.assessment_id,
        assessments.assessment_authorisation_date,
        given_factors.factors
    from assessments
    inner join given_factors
        on
            assessments.return_id = given_factors.return_id
            and assessments.child_key = given_factors.child_key
            and assessments.cin_details_id = given_factors.cin_details_id
            and assessments.assessment_id = given_factors.assessment_id

)

select * from assessments_with_factors
