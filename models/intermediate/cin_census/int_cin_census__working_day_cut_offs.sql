-- One row per return whose reference date lies in the calendar, with its cut-off days.
with

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

calendar as (

    select * from {{ ref('returncheck', 'int_calendar') }}

),

numbered_periods as (

    select
        census_periods.return_id,
        census_periods.reference_date,
        last_days.working_day_number as working_days_before,
        eve_of_start.working_day_number as working_days_before_start
    from census_periods
    inner join calendar as last_days
        on {{ add_days('census_periods.reference_date', -1) }} = last_days.calendar_date
    inner join calendar as eve_of_start
        on
            {{ add_days('census_periods.census_start_date', -1) }}
            = eve_of_start.calendar_date

),

cut_offs as (

    select
        numbered_periods.return_id,
        numbered_periods.reference_date,
        days_14.calendar_date as working_day_14_date,
        days_44.calendar_date as working_day_44_date,
        days_before_start.calendar_date as working_day_before_start_date
    from numbered_periods
    inner join calendar as days_14
        on
            numbered_periods.working_days_before - 13 = days_14.working_day_number
            and days_14.is_working_day
    inner join calendar as days_44
        on
            numbered_periods.working_days_before - 43 = days_44.working_day_number
            and days_44.is_working_day
    inner join calendar as days_before_start
        on
            numbered_periods.working_days_before_start
            = days_before_start.working_day_number
            and days_before_start.is_working_day

)

select * from cut_offs
