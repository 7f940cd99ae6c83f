-- One row per assessment with factor 21 and another factor.
with

assessments as (

    select * from {{ ref('returncheck', 'int_cin_census__assessments_with_factors') }}

),

factors as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessment_factors_list') }}

),

contradicted_keys as (

    select
        return_id,
        child_key,
        cin_details_id,
        assessment_id
    from factors
    group by return_id, child_key, cin_details_id, assessment_id
    having
        bool_or(assessment_factor = '21')
        and bool_or(assessment_factor <> '21')

),

contradicted_assessments as (

    select
        assessments.return_id,
        {{ finding_key([
            'assessments.child_key',
            'assessments.cin_details_id',
            'assessments.assessment_id',
        ]) }} as finding_key,
        'Assessments' as table_name,
        assessments.row_number,
        'fault' as role,
        {{ json_text('factors', 'assessments.factors') }} as details
    from assessments
    inner join contradicted_keys
        on
            assessments.return_id = contradicted_keys.return_id
            and assessments.child_key = contradicted_keys.child_key
            and assessments.cin_details_id = contradicted_keys.cin_details_id
            and assessments.assessment_id = contradicted_keys.assessment_id

)

select * from contradicted_assessments
