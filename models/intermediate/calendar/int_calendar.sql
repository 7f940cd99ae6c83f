-- One row per calendar day, 2005 to 2035, with a running working-day number.
with

bank_holidays as (

    select * from {{ ref('returncheck', 'rc_bank_holidays') }}

),

days as (

    select cast(listed.calendar_day as date) as calendar_date
    from {{ day_series('2005-01-01', '2035-12-31') }}

),

marked_days as (

    select
        days.calendar_date,
        {{ is_weekend('days.calendar_date') }} as is_weekend,
        bank_holidays.holiday_date is not null as is_bank_holiday
    from days
    left join bank_holidays
        on days.calendar_date = bank_holidays.holiday_date

),

numbered_days as (

    select
        calendar_date,
        is_bank_holiday,
        not is_weekend and not is_bank_holiday as is_working_day,
        cast(
            sum(case when is_weekend or is_bank_holiday then 0 else 1 end)
                over (order by calendar_date)
            as integer
        ) as working_day_number
    from marked_days

)

select * from numbered_days
