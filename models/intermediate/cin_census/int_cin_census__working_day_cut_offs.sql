-- One row per return whose reference date lies in the calendar, with its cut-off days.
with

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

calendar as (

    select * from {{ ref('returncheck', 'int_calendar') }}

),

time_limits as (

    select
        max(
            case when indicator_id = 'icpc_within_15_days' then working_days end
        ) as conference_limit,
        max(
            case when indicator_id = 'assessments_within_45_days' then working_days end
        ) as assessment_limit
    from {{ ref('returncheck', 'rc_time_limits') }}

),

numbered_periods as (

    select
        census_periods.return_id,
        census_periods.reference_date,
        -- The reference date is day 1, so that the day before the limit is two back.
        time_limits.conference_limit - 2 as conference_days_before,
        time_limits.assessment_limit - 2 as assessment_days_before,
        last_days.working_day_number as working_days_before,
        eve_of_start.working_day_number as working_days_before_start
    from census_periods
    inner join calendar as last_days
        on {{ add_days('census_periods.reference_date', -1) }} = last_days.calendar_date
    inner join calendar as eve_of_start
        on
            {{ add_days('census_periods.census_start_date', -1) }}
            = eve_of_start.calendar_date
    cross join time_limits

),

cut_offs as (

    select
        numbered_periods.return_id,
        numbered_periods.reference_date,
        conference_days.calendar_date as conference_cut_off,
        assessment_days.calendar_date as assessment_cut_off,
        days_before_start.calendar_date as working_day_before_start_date
    from numbered_periods
    inner join calendar as conference_days
        on
            numbered_periods.working_days_before
            - numbered_periods.conference_days_before
            = conference_days.working_day_number
            and conference_days.is_working_day
    inner join calendar as assessment_days
        on
            numbered_periods.working_days_before
            - numbered_periods.assessment_days_before
            = assessment_days.working_day_number
            and assessment_days.is_working_day
    inner join calendar as days_before_start
        on
            numbered_periods.working_days_before_start
            = days_before_start.working_day_number
            and days_before_start.is_working_day

)

select * from cut_offs
