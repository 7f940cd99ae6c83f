-- One row per year whose number of working days is not the one counted by hand:
-- weekdays less bank holidays of England and Wales.
with

calendar as (

    select * from {{ ref('returncheck', 'int_calendar') }}

),

known_years as (

    select
        listed.calendar_year,
        listed.working_days
    from (
        values
        (2011, 260 - 9), -- royal wedding on 29 April
        (2012, 261 - 9), -- Jubilee on 5 June
        (2020, 262 - 8), -- early May holiday moved to Friday 8 May
        (2022, 260 - 10), -- Jubilee on 3 June, state funeral on 19 September
        (2023, 260 - 9), -- Coronation on 8 May
        (2024, 262 - 8),
        (2025, 261 - 8)
    ) as listed (calendar_year, working_days)

),

-- New Year's Day is no working day: its number is the last one of the year before.
counted_years as (

    select
        extract(year from calendar_date) as calendar_year,
        count(*) filter (where is_working_day) as working_days,
        max(working_day_number) - min(working_day_number) as numbered_days
    from calendar
    group by extract(year from calendar_date)

),

differing_years as (

    select
        known_years.calendar_year,
        known_years.working_days,
        counted_years.working_days as counted_days,
        counted_years.numbered_days
    from known_years
    left join counted_years
        on known_years.calendar_year = counted_years.calendar_year
    where
        known_years.working_days is distinct from counted_years.working_days
        or known_years.working_days is distinct from counted_years.numbered_days

)

select * from differing_years
