-- One row per open assessment past 45 working days at the census end.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

cut_offs as (

    select * from {{ ref('returncheck', 'int_cin_census__working_day_cut_offs') }}

),

overdue_assessments as (

    select
        assessments.return_id,
        {{ finding_key(["'Assessments'", 'assessments.row_number']) }} as finding_key,
        'Assessments' as table_name,
        assessments.row_number,
        'fault' as role,
        cast(null as string) as details
    from assessments
    inner join cut_offs
        on assessments.return_id = cut_offs.return_id
    where
        assessments.assessment_authorisation_date is null
        and assessments.assessment_actual_start_date < cut_offs.assessment_cut_off

)

select * from overdue_assessments
