-- One row per authority, indicator, period, source and return, beside its comparators.
with

values_to_rank as (

    select * from {{ ref('int_values_to_rank') }}

),

authorities as (

    select * from {{ ref('dim_authorities') }}

),

published_values as (

    select * from {{ ref('int_published__indicator_values') }}

),

neighbour_means as (

    select * from {{ ref('int_published__neighbour_means') }}

),

quartiles as (

    select * from {{ ref('int_published__quartiles') }}

),

published_ranks as (

    select * from {{ ref('int_published__ranks') }}

),

loaded_ranks as (

    select * from {{ ref('int_loaded_ranks') }}

),

targets as (

    select * from {{ ref('stg_targets') }}

),

england_values as (

    select
        indicator_id,
        return_year,
        value
    from published_values
    where area_type = 'england'

),

region_values as (

    select
        indicator_id,
        return_year,
        area_code,
        value
    from published_values
    where area_type = 'region'

),

placed_values as (

    select
        ranked.*,
        authorities.region_code,
        authorities.neighbour_model,
        england_values.value as england_value,
        region_values.value as region_value,
        neighbour_means.statistical_neighbour_mean,
        case
            when ranked.comparator_year is not null
                then coalesce(neighbour_means.statistical_neighbours_with_value, 0)
        end as statistical_neighbours_with_value,
        coalesce(published_ranks.published_rank, loaded_ranks.loaded_rank) as rank,
        coalesce(published_ranks.ranked_authorities, loaded_ranks.ranked_authorities)
            as ranked_authorities,
        case
            when ranked.source <> 'published'
                then coalesce(ranked.target, targets.target)
        end as target_value,
        case
            when ranked.value is null or quartiles.median is null then null
            when ranked.value <= quartiles.lower_quartile then 1
            when ranked.value <= quartiles.median then 2
            when ranked.value <= quartiles.upper_quartile then 3
            else 4
        end as quarter_of_values,
        case
            when ranked.polarity = 'lower' and ranked.value > quartiles.upper_quartile
                then quartiles.upper_quartile
            when ranked.polarity = 'lower' and ranked.value > quartiles.median
                then quartiles.median
            when ranked.polarity = 'lower' and ranked.value > quartiles.lower_quartile
                then quartiles.lower_quartile
            when ranked.polarity = 'higher' and ranked.value <= quartiles.lower_quartile
                then quartiles.lower_quartile
            when ranked.polarity = 'higher' and ranked.value <= quartiles.median
                then quartiles.median
            when ranked.polarity = 'higher' and ranked.value <= quartiles.upper_quartile
                then quartiles.upper_quartile
        end as next_band_edge
    from values_to_rank as ranked
    left join authorities
        on ranked.la_code = authorities.la_code
    left join england_values
        on
            ranked.indicator_id = england_values.indicator_id
            and ranked.comparator_year = england_values.return_year
    left join region_values
        on
            ranked.indicator_id = region_values.indicator_id
            and ranked.comparator_year = region_values.return_year
            and authorities.region_code = region_values.area_code
    left join neighbour_means
        on
            ranked.indicator_id = neighbour_means.indicator_id
            and ranked.comparator_year = neighbour_means.return_year
            and ranked.la_code = neighbour_means.la_code
    left join quartiles
        on
            ranked.indicator_id = quartiles.indicator_id
            and ranked.comparator_year = quartiles.return_year
    left join published_ranks
        on
            ranked.source = published_ranks.source
            and ranked.indicator_id = published_ranks.indicator_id
            and ranked.return_year = published_ranks.return_year
            and ranked.la_code = published_ranks.la_code
    left join loaded_ranks
        on
            ranked.source = loaded_ranks.source
            and ranked.return_id = loaded_ranks.return_id
            and ranked.indicator_id = loaded_ranks.indicator_id
            and ranked.la_code = loaded_ranks.la_code
            and coalesce(ranked.row_number, 0) = coalesce(loaded_ranks.row_number, 0)
    left join targets
        on
            ranked.la_code = targets.la_code
            and ranked.indicator_id = targets.indicator_id

),

previous_values as (

    select
        source,
        la_code,
        indicator_id,
        return_year + 1 as next_return_year,
        max(value) as value
    from values_to_rank
    where
        is_latest
        and is_annual
        and value is not null
        and coalesce(completeness, 'complete') <> 'lower_bound'
    group by source, la_code, indicator_id, return_year
    having count(*) = 1

),

compared_values as (

    select
        placed_values.la_code,
        placed_values.indicator_id,
        placed_values.return_year,
        placed_values.period_type,
        placed_values.period_start,
        placed_values.period_end,
        placed_values.source,
        placed_values.value,
        placed_values.england_value,
        placed_values.region_value,
        placed_values.statistical_neighbour_mean,
        cast(placed_values.statistical_neighbours_with_value as integer)
            as statistical_neighbours_with_value,
        placed_values.comparator_year,
        placed_values.neighbour_model,
        placed_values.value - placed_values.england_value as gap_to_england,
        cast(placed_values.rank as integer) as rank,
        cast(placed_values.ranked_authorities as integer) as ranked_authorities,
        case placed_values.polarity
            when 'lower'
                then substring('ABCD', placed_values.quarter_of_values, 1)
            when 'higher'
                then substring('DCBA', placed_values.quarter_of_values, 1)
        end as quartile_band,
        placed_values.target_value as target,
        placed_values.target as printed_target,
        placed_values.value - placed_values.target_value as gap_to_target,
        case when placed_values.is_annual then previous_values.value end
            as previous_year_value,
        case
            when
                placed_values.is_annual
                and coalesce(placed_values.completeness, 'complete') <> 'lower_bound'
                then placed_values.value - previous_values.value
        end as change_on_previous_year,
        placed_values.is_latest,
        placed_values.is_annual,
        placed_values.completeness,
        placed_values.row_number,
        placed_values.return_id,
        placed_values.unit,
        placed_values.polarity,
        placed_values.denominator,
        placed_values.next_band_edge
    from placed_values
    left join previous_values
        on
            placed_values.source = previous_values.source
            and placed_values.la_code = previous_values.la_code
            and placed_values.indicator_id = previous_values.indicator_id
            and placed_values.return_year = previous_values.next_return_year

)

select * from compared_values
