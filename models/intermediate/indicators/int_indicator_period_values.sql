-- One row per return, period that ends in its year and indicator recomputed from its
-- records.
with

counts as (

    select * from {{ ref('returncheck', 'int_indicator_period_counts') }}

),

returns as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

populations as (

    select * from {{ ref('returncheck', 'int_populations_by_return_year') }}

),

-- The numerator of a rate is another indicator of the catalogue.
counted_indicators as (

    select
        computed_from as collection,
        indicator_id,
        case when unit = 'per_10k' then numerator else indicator_id end as counted_as,
        unit,
        needs,
        is_settled_later,
        first_year,
        last_year
    from indicators

),

all_counts as (

    select
        counts.return_id,
        returns.la_code,
        counted_indicators.indicator_id,
        returns.return_year,
        counts.period_type,
        counts.period_start,
        counts.period_end,
        counts.months_covered,
        counted_indicators.unit,
        counts.absent_tables,
        counted_indicators.needs,
        not counts.has_previous_tables as is_without_needs,
        coalesce(counted_indicators.is_settled_later, false)
        and counts.months_covered < 12 as is_settled_later,
        cast(counts.numerator as double) as numerator,
        case
            when counted_indicators.unit = 'per_10k' then populations.population
            else cast(counts.denominator as double)
        end as denominator,
        counted_indicators.unit <> 'per_10k'
        or coalesce(populations.is_of_year_before, false)
            as is_population_of_year_before,
        populations.mid_year
    from counted_indicators
    inner join counts
        on counted_indicators.counted_as = counts.indicator_id
    inner join returns
        on
            counts.return_id = returns.return_id
            and counted_indicators.collection = returns.collection
    left join populations
        on
            returns.la_code = populations.area_code
            and returns.return_year = populations.return_year
    where
        coalesce(counted_indicators.first_year <= returns.return_year, true)
        and coalesce(counted_indicators.last_year >= returns.return_year, true)

),

completed_counts as (

    select
        *,
        case
            when absent_tables is not null then 'table_absent'
            when is_without_needs or is_settled_later then 'lower_bound'
            when unit = 'per_10k' and denominator is null then 'no_population'
            when not is_population_of_year_before then 'earlier_population'
            else 'complete'
        end as completeness
    from all_counts

),

period_values as (

    select
        return_id,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        months_covered,
        numerator,
        cast(denominator as double) as denominator,
        case unit
            when 'count' then numerator
            when 'percent' then 100 * numerator / nullif(denominator, 0)
            when 'per_10k' then 10000 * numerator / nullif(denominator, 0)
        end as value,
        completeness,
        nullif(
            concat_ws(
                '; ',
                case
                    when completeness = 'table_absent' then 'absent: ' || absent_tables
                    when completeness = 'no_population'
                        then 'no population estimate is held'
                    when completeness = 'earlier_population'
                        then 'over the population of mid-' || mid_year
                    when is_without_needs then 'a lower bound: needs ' || needs
                    when completeness = 'lower_bound'
                        then 'a lower bound: what is counted may come after the period'
                end,
                case
                    when unit <> 'per_10k' or denominator is null then null
                    when numerator is null then null
                    when months_covered = 1 then 'the rate of 1 month, not annualised'
                    when months_covered between 2 and 11
                        then
                            'the rate of '
                            || months_covered
                            || ' months, not annualised'
                end
            ),
            ''
        ) as note
    from completed_counts

)

select * from period_values
