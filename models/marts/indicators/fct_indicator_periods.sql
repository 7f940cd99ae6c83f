-- One row per figure of a period, recomputed or reported, beside the period before and
-- the same period of the year before.
with

indicator_periods as (

    select * from {{ ref('returncheck', 'int_indicator_periods') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

dated_periods as (

    select
        *,
        {{ add_days('period_start', -1) }} as eve_of_start,
        {{ add_days('period_end', 1) }} as day_after,
        {{ add_days(
            "make_date("
            ~ "cast(extract(year from period_end) as integer), "
            ~ "cast(extract(month from period_end) as integer), 1)",
            -1
        ) }} as month_end_before
    from indicator_periods

),

-- Sums since the start of a year grow with their length, so none is before another.
linked_periods as (

    select
        *,
        case
            when period_type in ('month', 'quarter', 'period', 'year')
                then eve_of_start
            when
                period_type in ('rolling_12_months', 'snapshot')
                and extract(day from day_after) = 1
                then month_end_before
        end as end_of_period_before,
        case
            when extract(day from day_after) = 1
                then {{ add_days(add_months('day_after', -12), -1) }}
            else {{ add_months('period_end', -12) }}
        end as end_a_year_before
    from dated_periods

),

comparable_periods as (

    select
        source,
        la_code,
        indicator_id,
        period_type,
        period_end,
        months_covered,
        value
    from indicator_periods
    where is_latest and value is not null and completeness <> 'lower_bound'

),

compared_periods as (

    select
        linked_periods.*,
        indicators.polarity,
        period_before.period_end as previous_period_end,
        period_before.value as previous_period_value,
        year_before.value as year_before_value,
        case
            when linked_periods.completeness <> 'lower_bound'
                then linked_periods.value
        end as comparable_value
    from linked_periods
    left join indicators
        on linked_periods.indicator_id = indicators.indicator_id
    left join comparable_periods as period_before
        on
            linked_periods.source = period_before.source
            and linked_periods.la_code = period_before.la_code
            and linked_periods.indicator_id = period_before.indicator_id
            and linked_periods.period_type = period_before.period_type
            and linked_periods.end_of_period_before = period_before.period_end
            and linked_periods.months_covered = period_before.months_covered
    left join comparable_periods as year_before
        on
            linked_periods.source = year_before.source
            and linked_periods.la_code = year_before.la_code
            and linked_periods.indicator_id = year_before.indicator_id
            and linked_periods.period_type = year_before.period_type
            and linked_periods.end_a_year_before = year_before.period_end
            and linked_periods.months_covered = year_before.months_covered

),

periods as (

    select
        la_code,
        indicator_id,
        source,
        collection,
        return_id,
        table_name,
        row_number,
        period_type,
        period_start,
        period_end,
        cast(months_covered as integer) as months_covered,
        return_year,
        numerator,
        denominator,
        value,
        completeness,
        note,
        is_latest,
        previous_period_end,
        previous_period_value,
        comparable_value - previous_period_value as change_on_previous_period,
        case
            when comparable_value = previous_period_value then null
            when polarity = 'higher' then comparable_value > previous_period_value
            when polarity = 'lower' then comparable_value < previous_period_value
        end as is_change_better,
        year_before_value,
        comparable_value - year_before_value as change_on_year_before
    from compared_periods

)

select * from periods
