-- One row per day on which a child may start to be looked after, with the last day that
-- is in time for its first review.
with

calendar as (

    select * from {{ ref('returncheck', 'int_calendar') }}

),

time_limits as (

    select working_days
    from {{ ref('returncheck', 'rc_time_limits') }}
    where indicator_id = 'cla_reviews_in_timescale'

),

first_numbers_too_late as (

    select
        calendar.calendar_date as period_start,
        calendar.working_day_number + time_limits.working_days + 1 as number_too_late
    from calendar
    cross join time_limits

),

-- The day before the first working day that is too late.
due_dates as (

    select
        first_numbers_too_late.period_start,
        {{ add_days('calendar.calendar_date', -1) }} as due_date
    from first_numbers_too_late
    inner join calendar
        on
            first_numbers_too_late.number_too_late = calendar.working_day_number
            and calendar.is_working_day

)

select * from due_dates
