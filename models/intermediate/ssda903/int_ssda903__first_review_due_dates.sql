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

-- The day before the first working day that is too late.
due_dates as (

    select
        starts.calendar_date as period_start,
        {{ add_days('days_too_late.calendar_date', -1) }} as due_date
    from calendar as starts
    cross join time_limits
    inner join calendar as days_too_late
        on
            starts.working_day_number + time_limits.working_days + 1
            = days_too_late.working_day_number
            and days_too_late.is_working_day

)

select * from due_dates
