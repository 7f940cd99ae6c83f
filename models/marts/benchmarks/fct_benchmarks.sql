-- One row per authority, indicator, period, source and return, beside its comparators.
with

benchmarks as (

    select * from {{ ref('returncheck', 'int_benchmarks') }}

)

select
    la_code,
    indicator_id,
    return_year,
    period_type,
    period_start,
    period_end,
    source,
    value,
    england_value,
    region_value,
    statistical_neighbour_mean,
    statistical_neighbours_with_value,
    comparator_year,
    neighbour_model,
    gap_to_england,
    rank,
    ranked_authorities,
    quartile_band,
    target,
    gap_to_target,
    previous_year_value,
    change_on_previous_year,
    is_latest,
    is_annual,
    completeness,
    row_number,
    return_id,
    gap_to_next_band,
    is_change_better,
    trend_per_year,
    trend_years,
    trend_direction,
    interval_denominator,
    interval_denominator_source,
    interval_low,
    interval_high,
    funnel_low_95,
    funnel_high_95,
    funnel_low_99_8,
    funnel_high_99_8,
    significance,
    significance_reason,
    target_tolerance,
    rag,
    rag_reason,
    is_newest_period,
    verdict,
    period_basis,
    rank_reason
from benchmarks
