-- One row per assessment, with its length in working days.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

calendar as (

    select * from {{ ref('returncheck', 'int_calendar') }}

),

time_limits as (

    select working_days
    from {{ ref('returncheck', 'rc_time_limits') }}
    where indicator_id = 'assessments_within_45_days'

),

durations as (

    select
        assessments.return_id,
        assessments.row_number,
        assessments.la_child_id,
        assessments.cin_details_id,
        assessments.assessment_id,
        assessments.assessment_actual_start_date,
        assessments.assessment_authorisation_date,
        {{ working_days('start_days', 'end_days') }} as working_days,
        assessments.assessment_actual_start_date
        <= assessments.assessment_authorisation_date as is_in_order,
        coalesce(
            assessments.assessment_authorisation_date
            between periods.period_start and periods.period_end,
            false
        ) as is_completed_in_period
    from assessments
    inner join periods
        on assessments.return_id = periods.return_id
    left join calendar as start_days
        on assessments.assessment_actual_start_date = start_days.calendar_date
    left join calendar as end_days
        on assessments.assessment_authorisation_date = end_days.calendar_date

),

-- What is in time is judged here alone, for the indicators and for the suite.
judged_durations as (

    select
        durations.*,
        coalesce(
            durations.is_in_order
            and durations.working_days <= time_limits.working_days,
            false
        ) as is_within_45_days
    from durations
    cross join time_limits

)

select * from judged_durations
