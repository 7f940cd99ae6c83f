-- One row per return with recomputed indicators and month of its year.
with

periods as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

calendar as (

    select * from {{ ref('returncheck', 'int_calendar') }}

),

months as (

    select distinct cast(extract(month from calendar_date) as integer) as month
    from calendar

),

started_months as (

    select
        periods.return_id,
        periods.collection,
        periods.la_code,
        periods.return_year,
        periods.period_start,
        periods.period_end,
        make_date(
            case
                when months.month >= 4 then periods.return_year - 1
                else periods.return_year
            end,
            months.month,
            1
        ) as month_start
    from periods
    cross join months

),

return_months as (

    select
        return_id,
        collection,
        la_code,
        return_year,
        cast(
            row_number() over (partition by return_id order by month_start)
            as integer
        ) as month_of_year,
        month_start,
        {{ add_days(add_months('month_start', 1), -1) }} as month_end,
        period_start,
        period_end
    from started_months

)

select * from return_months
