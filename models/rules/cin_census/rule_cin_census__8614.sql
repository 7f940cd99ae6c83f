-- One row per assessment that has factors but was not authorised.
with

assessments as (

    select * from {{ ref('stg_cin_census__assessments') }}

),

given_factors as (

    select * from {{ ref('int_cin_census__given_factors') }}

),

unauthorised_assessments as (

    select
        assessments.return_id,
        {{ finding_key(["'Assessments'", 'assessments.row_number']) }} as finding_key,
        'Assessments' as table_name,
        assessments.row_number,
        'fault' as role,
        {{ json_text('factors', 'given_factors.factors') }} as details
    from assessments
    inner join given_factors
        on
            assessments.return_id = given_factors.return_id
            and assessments.la_child_id = given_factors.la_child_id
            and assessments.cin_details_id = given_factors.cin_details_id
            and assessments.assessment_id = given_factors.assessment_id
    where
        assessments.assessment_authorisation_date is null
        and given_factors.factors is not null

)

select * from unauthorised_assessments
