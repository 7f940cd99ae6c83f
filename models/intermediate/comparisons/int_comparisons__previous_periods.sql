-- One row per reported figure of a month, quarter, other period or day: the period
-- before it, and the latest statement of the same authority's figure for that.
with

benchmarked_figures as (

    select * from {{ ref('returncheck', 'int_comparisons__figures') }}

),

-- A state on a day begins on it, whatever a report prints as the first day.
stated_figures as (

    select
        *,
        case when period_type = 'snapshot' then period_end else period_start end
            as first_day,
        {{ add_days('period_end', 1) }} as day_after
    from benchmarked_figures
    where
        source = 'reported'
        and period_type in ('month', 'quarter', 'period', 'snapshot')

),

-- Only whole months are as many months long as others.
figures as (

    select
        *,
        case
            when period_type = 'snapshot' then 0
            else {{ months_covered('first_day', 'day_after') }}
        end as period_months
    from stated_figures
    where first_day <= period_end

),

-- The end of a month has the end of the month before as the day before it.
figures_and_days as (

    select
        *,
        case
            when period_type <> 'snapshot' then {{ add_days('first_day', -1) }}
            when extract(day from day_after) = 1
                then {{ add_days(add_months('day_after', -1), -1) }}
            else {{ add_months('period_end', -1) }}
        end as previous_period_end
    from figures

),

single_figures as (

    select
        la_code,
        indicator_id,
        period_type,
        period_months,
        period_end,
        max(value) as value,
        max(return_year) as return_year
    from figures
    where
        is_latest
        and value is not null
        and coalesce(completeness, 'complete') <> 'lower_bound'
    group by la_code, indicator_id, period_type, period_months, period_end
    having count(*) = 1

),

previous_periods as (

    select
        figures.return_id,
        figures.row_number,
        figures.previous_period_end,
        single_figures.value as previous_period_value,
        single_figures.return_year as previous_period_year
    from figures_and_days as figures
    left join single_figures
        on
            figures.la_code = single_figures.la_code
            and figures.indicator_id = single_figures.indicator_id
            and figures.period_type = single_figures.period_type
            and figures.period_months = single_figures.period_months
            and figures.previous_period_end = single_figures.period_end

)

select * from previous_periods
