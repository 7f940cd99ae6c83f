-- One row per return, period that ends in its year and indicator that is counted from
-- its records; null where a table it needs is absent.
with

month_counts as (

    select * from {{ ref('returncheck', 'int_indicator_month_counts') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

return_periods as (

    select * from {{ ref('returncheck', 'int_return_periods') }}

),

returns as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

person_counts as (

    select * from {{ ref('returncheck', 'int_indicator_person_counts') }}

),

counted_once as (

    select * from {{ ref('returncheck', 'rc_counted_once') }}
    where stands_for is not null

),

marked_months as (

    select
        month_counts.*,
        returns.return_year
    from month_counts
    inner join returns
        on month_counts.return_id = returns.return_id

),

own_months as (

    select
        return_id,
        indicator_id,
        month_end,
        numerator,
        denominator,
        absent_tables as own_absent_tables,
        cast(null as string) as previous_absent_tables,
        has_previous_tables
    from marked_months

),

previous_months as (

    select
        previous_returns.return_id,
        marked_months.indicator_id,
        marked_months.month_end,
        marked_months.numerator,
        marked_months.denominator,
        cast(null as string) as own_absent_tables,
        marked_months.absent_tables
        || ' in the return of '
        || marked_months.return_year as previous_absent_tables,
        marked_months.has_previous_tables
    from previous_returns
    inner join marked_months
        on previous_returns.previous_return_id = marked_months.return_id

),

all_months as (

    select * from own_months
    union all
    select * from previous_months

),

month_sums as (

    select
        return_periods.return_id,
        all_months.indicator_id,
        return_periods.period_type,
        return_periods.period_start,
        return_periods.period_end,
        return_periods.months_covered,
        coalesce(
            max(all_months.own_absent_tables), max(all_months.previous_absent_tables)
        ) as absent_tables,
        bool_and(all_months.has_previous_tables) as has_previous_tables,
        sum(all_months.numerator) as counted,
        sum(all_months.denominator) as counted_over,
        max(indicators.unit) as unit
    from return_periods
    inner join all_months
        on return_periods.return_id = all_months.return_id
    inner join indicators
        on all_months.indicator_id = indicators.indicator_id
    where
        all_months.month_end
        between return_periods.period_start and return_periods.period_end
        and (return_periods.period_type = 'snapshot')
        = (indicators.period_type = 'snapshot')
    group by
        return_periods.return_id,
        all_months.indicator_id,
        return_periods.period_type,
        return_periods.period_start,
        return_periods.period_end,
        return_periods.months_covered

),

-- A person who comes up in two months of a period is one person.
period_counts as (

    select
        month_sums.return_id,
        month_sums.indicator_id,
        month_sums.period_type,
        month_sums.period_start,
        month_sums.period_end,
        month_sums.months_covered,
        month_sums.absent_tables,
        month_sums.has_previous_tables,
        case
            when counted_once.indicator_id is null then month_sums.counted
            else coalesce(person_counts.counted, 0)
        end as counted,
        case
            when counted_once.indicator_id is null then month_sums.counted_over
            when month_sums.unit <> 'count' then coalesce(person_counts.counted_over, 0)
        end as counted_over
    from month_sums
    left join counted_once
        on month_sums.indicator_id = counted_once.indicator_id
    left join person_counts
        on
            month_sums.return_id = person_counts.return_id
            and month_sums.indicator_id = person_counts.indicator_id
            and month_sums.period_type = person_counts.period_type
            and month_sums.period_end = person_counts.period_end

)

select
    return_id,
    indicator_id,
    period_type,
    period_start,
    period_end,
    months_covered,
    absent_tables,
    has_previous_tables,
    case when absent_tables is null then cast(counted as bigint) end as numerator,
    case when absent_tables is null then cast(counted_over as bigint) end as denominator
from period_counts
