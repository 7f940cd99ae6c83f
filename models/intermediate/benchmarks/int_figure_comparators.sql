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

neighbour_models as (

    select * from {{ ref('returncheck', 'int_neighbour_models') }}

),

neighbour_means as (

    select * from {{ ref('returncheck', 'int_neighbour_means_by_model') }}

),

neighbours_without_figures as (

    select * from {{ ref('returncheck', 'int_neighbours_without_figures') }}

),

missing_figures as (

    select * from {{ ref('returncheck', 'int_published__missing_figures') }}

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

-- A figure without a year stands beside nothing, and the newest model is named.
placed_values as (

    select
        values_to_rank.*,
        authorities.region_code,
        coalesce(neighbour_models.neighbour_model, authorities.neighbour_model)
            as neighbour_model
    from values_to_rank
    left join authorities
        on values_to_rank.la_code = authorities.la_code
    left join neighbour_models
        on
            values_to_rank.la_code = neighbour_models.la_code
            and values_to_rank.return_year
            between neighbour_models.first_year and neighbour_models.last_year

),

figure_comparators as (

    select
        placed_values.la_code,
        placed_values.indicator_id,
        placed_values.return_year,
        placed_values.period_type,
        placed_values.period_start,
        placed_values.period_end,
        placed_values.source,
        placed_values.value,
        placed_values.own_denominator,
        placed_values.reported_target,
        placed_values.return_id,
        placed_values.is_latest,
        placed_values.completeness,
        placed_values.is_annual,
        placed_values.row_number,
        placed_values.unit,
        placed_values.polarity,
        placed_values.comparator_year,
        placed_values.neighbour_model,
        england_values.value as england_value,
        placed_values.value - england_values.value as gap_to_england,
        region_values.value as region_value,
        neighbour_means.neighbour_mean as statistical_neighbour_mean,
        case
            when placed_values.comparator_year is not null
                then coalesce(neighbour_means.neighbours_with_value, 0)
        end as statistical_neighbours_with_value,
        case
            when placed_values.comparator_year is not null
                then coalesce(neighbours_without_figures.neighbours_suppressed, 0)
        end as statistical_neighbours_suppressed,
        case
            when placed_values.comparator_year is not null
                then coalesce(neighbours_without_figures.neighbours_not_published, 0)
        end as statistical_neighbours_not_published,
        missing_england.reason_code as england_reason,
        missing_region.reason_code as region_reason,
        missing_own.reason_code as own_published_reason
    from placed_values
    left join england_values
        on
            placed_values.indicator_id = england_values.indicator_id
            and placed_values.comparator_year = england_values.return_year
    left join region_values
        on
            placed_values.indicator_id = region_values.indicator_id
            and placed_values.comparator_year = region_values.return_year
            and placed_values.region_code = region_values.area_code
    left join neighbour_means
        on
            placed_values.indicator_id = neighbour_means.indicator_id
            and placed_values.comparator_year = neighbour_means.return_year
            and placed_values.la_code = neighbour_means.la_code
            and placed_values.neighbour_model = neighbour_means.neighbour_model
    left join neighbours_without_figures
        on
            placed_values.indicator_id = neighbours_without_figures.indicator_id
            and placed_values.comparator_year = neighbours_without_figures.return_year
            and placed_values.la_code = neighbours_without_figures.la_code
            and placed_values.neighbour_model
            = neighbours_without_figures.neighbour_model
    left join missing_figures as missing_england
        on
            placed_values.indicator_id = missing_england.indicator_id
            and placed_values.comparator_year = missing_england.return_year
            and missing_england.area_code = 'E92000001'
    left join missing_figures as missing_region
        on
            placed_values.indicator_id = missing_region.indicator_id
            and placed_values.comparator_year = missing_region.return_year
            and placed_values.region_code = missing_region.area_code
    left join missing_figures as missing_own
        on
            placed_values.indicator_id = missing_own.indicator_id
            and placed_values.comparator_year = missing_own.return_year
            and placed_values.la_code = missing_own.area_code

)

select * from figure_comparators
