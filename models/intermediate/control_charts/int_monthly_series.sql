-- One row per authority, indicator, source, kind of period and month with a value.
with

figures as (

    select
        *,
        'reported' as source
    from {{ ref('int_kpi_return__figures') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

-- A flow is a figure of a whole month, a stock one of a month's last day.
monthly_figures as (

    select figures.*
    from figures
    left join indicators
        on figures.indicator_id = indicators.indicator_id
    where
        figures.is_latest
        and figures.value is not null
        and figures.completeness is distinct from 'lower_bound'
        and extract(day from {{ add_days('figures.period_end', 1) }}) = 1
        and (
            (
                figures.period_type = 'month'
                and (
                    figures.period_start is null
                    or {{ add_months('figures.period_start', 1) }}
                    = {{ add_days('figures.period_end', 1) }}
                )
            )
            or (
                figures.period_type = 'snapshot'
                and indicators.period_type = 'snapshot'
            )
        )

),

-- Figures that differ only in the first day they state are of one month.
monthly_series as (

    select
        la_code,
        indicator_id,
        source,
        period_type,
        period_start,
        period_end,
        return_id,
        row_number,
        numerator,
        denominator,
        value
    from monthly_figures
    where la_code is not null and indicator_id is not null
    qualify
        row_number() over (
            partition by la_code, indicator_id, source, period_type, period_end
            order by return_id desc, row_number desc
        ) = 1

)

select * from monthly_series
