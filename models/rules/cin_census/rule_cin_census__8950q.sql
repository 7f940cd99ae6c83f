-- One row per assessment with factor 19A.
with

assessments as (

    select * from {{ ref('returncheck', 'int_cin_census__assessments_with_factors') }}

),

factors as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessment_factors_list') }}

),

keys_with_retired_factor as (

    select distinct
        return_id,
        child_key,
        cin_details_id,
        assessment_id
    from factors
    where upper(assessment_factor) = '19A'

),

outdated_assessments as (

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
    inner join keys_with_retired_factor
        on
            assessments.return_id = keys_with_retired_factor.return_id
            and assessments.child_key = keys_with_retired_factor.child_key
            and assessments.cin_details_id = keys_with_retired_factor.cin_details_id
            and assessments.assessment_id = keys_with_retired_factor.assessment_id

)

select * from outdated_assessments
