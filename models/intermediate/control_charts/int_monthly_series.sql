-- One row per authority, indicator, source, kind of period and month with a value.
with

indicator_periods as (

    select * from {{ ref('returncheck', 'int_indicator_periods') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

-- A flow is a figure of a whole month, a stock one of a month's last day.
monthly_series as (

    select
        indicator_periods.la_code,
        indicator_periods.indicator_id,
        indicator_periods.source,
        indicator_periods.period_type,
        indicator_periods.period_start,
        indicator_periods.period_end,
        indicator_periods.return_id,
        indicator_periods.row_number,
        indicator_periods.numerator,
        indicator_periods.denominator,
        indicator_periods.value
    from indicator_periods
    left join indicators
        on indicator_periods.indicator_id = indicators.indicator_id
    where
        indicator_periods.is_latest
        and indicator_periods.la_code is not null
        and indicator_periods.indicator_id is not null
        and indicator_periods.value is not null
        and indicator_periods.completeness is distinct from 'lower_bound'
        and (
            (
                indicator_periods.period_type = 'month'
                and indicator_periods.months_covered = 1
            )
            or (
                indicator_periods.period_type = 'snapshot'
                and indicators.period_type = 'snapshot'
                and extract(
                    day from {{ add_days('indicator_periods.period_end', 1) }}
                ) = 1
            )
        )

)

select * from monthly_series
