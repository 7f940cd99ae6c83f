-- One row per authority, indicator, period, source and return, beside the published
-- figures of its comparator year.
with

values_to_rank as (

    select * from {{ ref('returncheck', 'int_values_to_rank') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

neighbour_means as (

    select * from {{ ref('returncheck', 'int_published__neighbour_means') }}

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

figure_comparators as (

    select
        values_to_rank.*,
        authorities.neighbour_model,
        england_values.value as england_value,
        values_to_rank.value - england_values.value as gap_to_england,
        region_values.value as region_value,
        neighbour_means.statistical_neighbour_mean,
        cast(
            case
                when values_to_rank.comparator_year is not null
                    then
                        coalesce(neighbour_means.statistical_neighbours_with_value, 0)
            end as integer
        ) as statistical_neighbours_with_value
    from values_to_rank
    left join authorities
        on values_to_rank.la_code = authorities.la_code
    left join england_values
        on
            values_to_rank.indicator_id = england_values.indicator_id
            and values_to_rank.comparator_year = england_values.return_year
    left join region_values
        on
            values_to_rank.indicator_id = region_values.indicator_id
            and values_to_rank.comparator_year = region_values.return_year
            and authorities.region_code = region_values.area_code
    left join neighbour_means
        on
            values_to_rank.indicator_id = neighbour_means.indicator_id
            and values_to_rank.comparator_year = neighbour_means.return_year
            and values_to_rank.la_code = neighbour_means.la_code

)

select * from figure_comparators
