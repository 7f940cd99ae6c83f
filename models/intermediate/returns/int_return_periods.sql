-- One row per return with recomputed indicators and period that ends in its year.
with

months as (

    select * from {{ ref('returncheck', 'int_return_months') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

single_months as (

    select
        return_id,
        'month' as period_type,
        month_start as period_start,
        month_end as period_end,
        1 as months_covered
    from months

),

quarters as (

    select
        return_id,
        'quarter' as period_type,
        {{ add_months('month_start', -2) }} as period_start,
        month_end as period_end,
        3 as months_covered
    from months
    where month_of_year % 3 = 0

),

years_to_date as (

    select
        return_id,
        'year_to_date' as period_type,
        period_start,
        month_end as period_end,
        month_of_year as months_covered
    from months

),

-- The months before April are those of the return of the year before.
rolling_years as (

    select
        months.return_id,
        'rolling_12_months' as period_type,
        {{ add_months('months.month_start', -11) }} as period_start,
        months.month_end as period_end,
        12 as months_covered
    from months
    inner join previous_returns
        on months.return_id = previous_returns.return_id
    where
        months.month_end = months.period_end
        or previous_returns.previous_return_id is not null

),

whole_years as (

    select
        return_id,
        'year' as period_type,
        period_start,
        period_end,
        12 as months_covered
    from months
    where month_end = period_end

),

snapshots as (

    select
        return_id,
        'snapshot' as period_type,
        month_end as period_start,
        month_end as period_end,
        0 as months_covered
    from months

),

return_periods as (

    select * from single_months
    union all
    select * from quarters
    union all
    select * from years_to_date
    union all
    select * from rolling_years
    union all
    select * from whole_years
    union all
    select * from snapshots

)

select * from return_periods
