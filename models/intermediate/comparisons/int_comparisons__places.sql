-- One row per figure and area that is published: England, the authority's region, its
-- statistical neighbours.
with

figures as (

    select * from {{ ref('returncheck', 'int_comparisons__figures') }}

),

places as (

    select 'england' as comparator
    union all
    select 'region' as comparator
    union all
    select 'statistical_neighbours' as comparator

),

place_comparisons as (

    select
        figures.source,
        figures.return_id,
        figures.row_number,
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        figures.value,
        figures.completeness,
        figures.polarity,
        places.comparator,
        case
            when places.comparator = 'england' then 'name_england'
            when places.comparator = 'region' and figures.region_name is null
                then 'name_region'
            when places.comparator = 'region' then 'name_of_area'
            when figures.neighbour_model is null then 'name_neighbours'
            else 'name_neighbours_of_model'
        end as name_code,
        case when places.comparator = 'region' then figures.region_name end
            as name_text,
        case
            when places.comparator = 'statistical_neighbours'
                then figures.neighbour_model
        end as name_year,
        cast(null as date) as name_day,
        figures.comparator_year,
        case places.comparator
            when 'england' then figures.england_value
            when 'region' then figures.region_value
            else figures.statistical_neighbour_mean
        end as comparator_value,
        case places.comparator
            when 'statistical_neighbours'
                then figures.statistical_neighbours_with_value
        end as authorities_with_value,
        case
            when figures.reason_of_figure is not null then figures.reason_of_figure
            when places.comparator = 'england' then figures.england_reason
            when figures.region_name is null then 'unknown_authority'
            when places.comparator = 'region' and figures.region_value is null
                then coalesce(figures.region_reason, 'no_region_value')
            when
                places.comparator = 'statistical_neighbours'
                and figures.statistical_neighbour_mean is null
                then 'no_neighbour_value'
        end as reason
    from figures
    cross join places

)

select * from place_comparisons
