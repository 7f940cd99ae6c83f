-- One row per figure that a report prints of a stated period.
with

kpi_figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

-- A state on a day begins on it, whatever a report prints as the first day.
stated_figures as (

    select
        *,
        case when period_type = 'snapshot' then period_end else period_start end
            as first_day,
        {{ add_days('period_end', 1) }} as day_after
    from kpi_figures
    where
        period_type in (
            'month',
            'quarter',
            'period',
            'year_to_date',
            'rolling_12_months',
            'year',
            'snapshot'
        )

),

period_figures as (

    select
        return_id,
        row_number,
        la_code,
        indicator_id,
        period_type,
        first_day as period_start,
        period_end,
        case
            when period_type = 'snapshot' then 0
            else {{ months_covered('first_day', 'day_after') }}
        end as months_covered,
        return_year,
        numerator,
        denominator,
        value,
        completeness,
        note,
        row_number() over (
            partition by la_code, indicator_id, period_type, first_day, period_end
            order by report_date desc nulls last, return_id desc, row_number desc
        ) = 1 as is_latest
    from stated_figures
    where first_day <= period_end

)

select * from period_figures
