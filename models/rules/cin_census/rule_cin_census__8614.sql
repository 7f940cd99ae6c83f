-- One row per assessment that has factors but was not authorised.
with

assessments as (

    select * from {{ ref('stg_cin_census__assessments') }}

),

factors as (

    select * from {{ ref('stg_cin_census__assessment_factors_list') }}

),

-- JSON text, so that the finding shows the factors as given.
given_factors as (

    select
        return_id,
        la_child_id,
        cin_details_id,
        assessment_id,
        string_agg(assessment_factor, ', ' order by row_number) as factors
    from factors
    where assessment_factor is not null
    group by return_id, la_child_id, cin_details_id, assessment_id

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
    where assessments.assessment_authorisation_date is null

)

select * from unauthorised_assessments
