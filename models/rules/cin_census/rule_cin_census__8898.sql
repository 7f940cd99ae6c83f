-- One row per assessment that lists a factor more than once.
with

assessments as (

    select * from {{ ref('returncheck', 'int_cin_census__assessments_with_factors') }}

),

factors as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessment_factors_list') }}

),

repeated_factors as (

    select
        return_id,
        child_key,
        cin_details_id,
        assessment_id,
        assessment_factor
    from factors
    where assessment_factor is not null
    group by
        return_id, child_key, cin_details_id, assessment_id, assessment_factor
    having count(*) > 1

),

keys_with_repeats as (

    select distinct
        return_id,
        child_key,
        cin_details_id,
        assessment_id
    from repeated_factors

),

repetitive_assessments as (

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
    inner join keys_with_repeats
        on
            assessments.return_id = keys_with_repeats.return_id
            and assessments.child_key = keys_with_repeats.child_key
            and assessments.cin_details_id = keys_with_repeats.cin_details_id
            and assessments.assessment_id = keys_with_repeats.assessment_id

)

select * from repetitive_assessments
