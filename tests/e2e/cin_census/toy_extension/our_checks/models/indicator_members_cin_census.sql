-- One row per assessment that starts in the year of its return.
with

assessments as (

    select * from {{ ref('stg_cin_census__assessments') }}

),

returns as (

    select * from {{ ref('int_return_years') }}

),

members as (

    select
        assessments.return_id,
        'weekend_assessments' as indicator_id,
        'Assessments' as table_name,
        assessments.row_number,
        assessments.assessment_actual_start_date as counted_on,
        {{ is_weekend('assessments.assessment_actual_start_date') }} as is_counted
    from assessments
    inner join returns
        on assessments.return_id = returns.return_id
    where
        assessments.assessment_actual_start_date
        between returns.period_start and returns.period_end

)

select * from members
