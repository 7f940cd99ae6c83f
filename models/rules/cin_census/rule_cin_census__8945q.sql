-- One row per assessment with factor 18A.
with

assessments as (

    select * from {{ ref('stg_cin_census__assessments') }}

),

factors as (

    select * from {{ ref('stg_cin_census__assessment_factors_list') }}

),

given_factors as (

    select * from {{ ref('int_cin_census__given_factors') }}

),

keys_with_retired_factor as (

    select distinct
        return_id,
        la_child_id,
        cin_details_id,
        assessment_id
    from factors
    where upper(assessment_factor) = '18A'

),

outdated_assessments as (

    select
        assessments.return_id,
        {{ finding_key([
            'assessments.la_child_id',
            'assessments.cin_details_id',
            'assessments.assessment_id',
        ]) }} as finding_key,
        'Assessments' as table_name,
        assessments.row_number,
        'fault' as role,
        {{ json_text('factors', 'given_factors.factors') }} as details
    from assessments
    inner join keys_with_retired_factor
        on
            assessments.return_id = keys_with_retired_factor.return_id
            and assessments.la_child_id = keys_with_retired_factor.la_child_id
            and assessments.cin_details_id = keys_with_retired_factor.cin_details_id
            and assessments.assessment_id = keys_with_retired_factor.assessment_id
    inner join given_factors
        on
            assessments.return_id = given_factors.return_id
            and assessments.la_child_id = given_factors.la_child_id
            and assessments.cin_details_id = given_factors.cin_details_id
            and assessments.assessment_id = given_factors.assessment_id

)

select * from outdated_assessments
