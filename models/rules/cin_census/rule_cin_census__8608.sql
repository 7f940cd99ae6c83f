-- One row per assessment that was authorised before it started.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

reversed_assessments as (

    select
        return_id,
        {{ finding_key([
            'child_key',
            'assessment_actual_start_date',
            'assessment_authorisation_date',
        ]) }} as finding_key,
        'Assessments' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from assessments
    where assessment_authorisation_date < assessment_actual_start_date

)

select * from reversed_assessments
