-- One row per figure of the benchmarks, with why no published figure can stand beside
-- it, where none can.
with

benchmarks as (

    select * from {{ ref('returncheck', 'int_kept_benchmarks') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

),

published_years as (

    select * from {{ ref('returncheck', 'int_published__years') }}

),

published_series as (

    select distinct indicator_id
    from published_years

),

figures as (

    select
        benchmarks.source,
        benchmarks.return_id,
        benchmarks.row_number,
        benchmarks.la_code,
        benchmarks.indicator_id,
        benchmarks.return_year,
        benchmarks.period_type,
        benchmarks.period_start,
        benchmarks.period_end,
        benchmarks.value,
        benchmarks.completeness,
        benchmarks.is_latest,
        benchmarks.is_annual,
        benchmarks.comparator_year,
        benchmarks.england_value,
        benchmarks.region_value,
        benchmarks.statistical_neighbour_mean,
        benchmarks.statistical_neighbours_with_value,
        benchmarks.neighbour_model,
        benchmarks.england_reason,
        benchmarks.region_reason,
        benchmarks.previous_year_value,
        benchmarks.target,
        indicators.polarity,
        authorities.region_name,
        case
            when benchmarks.comparator_year is not null then null
            when indicators.indicator_id is null then 'unknown_indicator'
            when published_series.indicator_id is null then 'not_published'
            when benchmarks.return_year is null then 'no_period'
            when
                not benchmarks.is_annual
                and (
                    {{ grows_with_period('indicators.unit') }}
                    or (
                        indicators.unit = 'number'
                        and indicators.period_type = 'year'
                        and indicators.denominator is null
                    )
                )
                then 'part_of_a_year'
            else 'published_later'
        end as reason_of_figure
    from benchmarks
    left join indicators
        on benchmarks.indicator_id = indicators.indicator_id
    left join authorities
        on benchmarks.la_code = authorities.la_code
    left join published_series
        on benchmarks.indicator_id = published_series.indicator_id

)

select * from figures
