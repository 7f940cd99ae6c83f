-- One row per CIN census return and indicator recomputed from its records.
with

counts as (

    select * from {{ ref('int_cin_census__indicator_counts') }}

),

returns as (

    select * from {{ ref('int_cin_census__census_periods') }}

),

previous_returns as (

    select * from {{ ref('int_cin_census__previous_returns') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

populations as (

    select * from {{ ref('int_populations_by_return_year') }}

),

-- The numerator of a rate is another indicator of the catalogue.
rate_counts as (

    select
        counts.return_id,
        indicators.indicator_id,
        counts.absent_tables,
        counts.numerator,
        populations.population as denominator,
        populations.is_of_year_before as is_population_of_year_before,
        populations.mid_year
    from indicators
    inner join counts
        on indicators.numerator = counts.indicator_id
    inner join returns
        on counts.return_id = returns.return_id
    left join populations
        on
            returns.la_code = populations.area_code
            and returns.return_year = populations.return_year
    where
        indicators.computed_from = 'cin_census'
        and indicators.unit = 'per_10k'

),

all_counts as (

    select
        return_id,
        indicator_id,
        absent_tables,
        numerator,
        denominator,
        true as is_population_of_year_before,
        cast(null as integer) as mid_year
    from counts
    union all
    select
        return_id,
        indicator_id,
        absent_tables,
        numerator,
        denominator,
        is_population_of_year_before,
        mid_year
    from rate_counts

),

indicator_values as (

    select
        all_counts.return_id,
        returns.la_code,
        all_counts.indicator_id,
        returns.return_year,
        indicators.period_type,
        case
            when indicators.period_type = 'snapshot' then returns.period_end
            else returns.period_start
        end as period_start,
        returns.period_end,
        cast(all_counts.numerator as double) as numerator,
        cast(all_counts.denominator as double) as denominator,
        case indicators.unit
            when 'count' then all_counts.numerator
            when 'percent'
                then 100.0 * all_counts.numerator / nullif(all_counts.denominator, 0)
            when 'per_10k'
                then 10000.0 * all_counts.numerator / nullif(all_counts.denominator, 0)
        end as value,
        case
            when all_counts.absent_tables is not null then 'table_absent'
            when indicators.needs <> '' and not previous_returns.has_previous_episodes
                then 'lower_bound'
            when indicators.unit = 'per_10k' and all_counts.denominator is null
                then 'no_population'
            when not coalesce(all_counts.is_population_of_year_before, false)
                then 'earlier_population'
            else 'complete'
        end as completeness,
        case
            when all_counts.absent_tables is not null
                then 'absent: ' || all_counts.absent_tables
            when indicators.needs <> '' and not previous_returns.has_previous_episodes
                then 'a lower bound: needs ' || indicators.needs
            when indicators.unit = 'per_10k' and all_counts.denominator is null
                then 'no population estimate is held'
            when not coalesce(all_counts.is_population_of_year_before, false)
                then 'over the population of mid-' || all_counts.mid_year
        end as note
    from all_counts
    inner join returns
        on all_counts.return_id = returns.return_id
    inner join previous_returns
        on all_counts.return_id = previous_returns.return_id
    inner join indicators
        on all_counts.indicator_id = indicators.indicator_id
    where
        coalesce(indicators.first_year <= returns.return_year, true)
        and coalesce(indicators.last_year >= returns.return_year, true)

)

select * from indicator_values
