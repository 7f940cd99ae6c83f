-- One row per authority, indicator, period, source and return, beside its comparators.
with

compared_values as (

    select * from {{ ref('returncheck', 'int_indicator_intervals') }}

),

target_status as (

    select * from {{ ref('returncheck', 'int_target_status') }}

),

trends as (

    select * from {{ ref('returncheck', 'int_published__trends') }}

),

benchmarks as (

    select
        compared_values.la_code,
        compared_values.indicator_id,
        compared_values.return_year,
        compared_values.period_type,
        compared_values.period_start,
        compared_values.period_end,
        compared_values.source,
        compared_values.value,
        compared_values.england_value,
        compared_values.region_value,
        compared_values.statistical_neighbour_mean,
        compared_values.statistical_neighbours_with_value,
        compared_values.statistical_neighbours_suppressed,
        compared_values.statistical_neighbours_not_published,
        compared_values.england_reason,
        compared_values.region_reason,
        compared_values.own_published_reason,
        compared_values.comparator_year,
        compared_values.neighbour_model,
        compared_values.gap_to_england,
        compared_values.rank,
        compared_values.ranked_authorities,
        compared_values.quartile_band,
        compared_values.target,
        target_status.gap_to_target,
        compared_values.previous_year_value,
        compared_values.change_on_previous_year,
        compared_values.is_latest,
        compared_values.is_annual,
        compared_values.completeness,
        compared_values.row_number,
        compared_values.return_id,
        case
            when coalesce(compared_values.completeness, 'complete') <> 'lower_bound'
                then abs(compared_values.value - compared_values.next_band_edge)
        end as gap_to_next_band,
        case
            when compared_values.change_on_previous_year = 0 then null
            when compared_values.polarity = 'higher'
                then compared_values.change_on_previous_year > 0
            when compared_values.polarity = 'lower'
                then compared_values.change_on_previous_year < 0
        end as is_change_better,
        trends.trend_per_year,
        trends.trend_years,
        trends.trend_direction,
        compared_values.interval_denominator,
        compared_values.interval_denominator_source,
        compared_values.interval_low,
        compared_values.interval_high,
        compared_values.funnel_low_95,
        compared_values.funnel_high_95,
        compared_values.funnel_low_99_8,
        compared_values.funnel_high_99_8,
        compared_values.significance,
        compared_values.significance_reason,
        target_status.target_tolerance,
        target_status.rag,
        case
            when compared_values.source = 'published' then 'published'
            else target_status.rag_reason
        end as rag_reason,
        target_status.is_newest_period,
        compared_values.verdict,
        compared_values.period_basis,
        compared_values.rank_reason
    from compared_values
    left join target_status
        on
            compared_values.source = target_status.source
            and compared_values.return_id is not distinct from target_status.return_id
            and compared_values.row_number is not distinct from target_status.row_number
            and compared_values.la_code is not distinct from target_status.la_code
            and compared_values.indicator_id
            is not distinct from target_status.indicator_id
            and compared_values.return_year
            is not distinct from target_status.return_year
    left join trends
        on
            compared_values.la_code = trends.la_code
            and compared_values.indicator_id = trends.indicator_id
            and compared_values.comparator_year = trends.return_year

)

select * from benchmarks
