-- One row per period of a stated figure: its working days.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

calendar as (

    select * from {{ ref('returncheck', 'int_calendar') }}

),

periods as (

    select distinct
        period_start,
        period_end
    from stated_figures
    where period_start <= period_end

),

period_working_days as (

    select
        periods.period_start,
        periods.period_end,
        cast(
            end_days.working_day_number - (
                start_days.working_day_number
                - case when start_days.is_working_day then 1 else 0 end
            ) as integer
        ) as working_days
    from periods
    inner join calendar as start_days
        on periods.period_start = start_days.calendar_date
    inner join calendar as end_days
        on periods.period_end = end_days.calendar_date

)

select * from period_working_days
