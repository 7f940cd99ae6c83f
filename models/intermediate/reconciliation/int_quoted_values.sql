-- One row per figure that a report quotes about others, beside the published one.
with

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

neighbour_means as (

    select * from {{ ref('returncheck', 'int_neighbour_means_of_the_time') }}

),

revisions as (

    select * from {{ ref('returncheck', 'int_population_revisions') }}

),

-- Without its year, a figure of part of a year, or of another authority on another
-- day, is none of those that are published.
quoted_values as (

    select
        comparators.*,
        coalesce(comparators.year_named, comparators.year_of_figure) as return_year,
        indicators.is_published,
        coalesce(
            published_values.value, neighbour_means.statistical_neighbour_mean
        ) as published_value,
        published_values.period_end as published_period_end,
        revisions.least_factor,
        revisions.most_factor,
        {{ rounding_tolerance(
            'case when neighbour_means.la_code is null'
            ' then least(indicators.published_decimals, comparators.value_decimals)'
            ' else comparators.value_decimals end'
        ) }} as tolerance,
        comparators.year_named is null
        and coalesce(
            (
                comparators.comparator like 'authority:%'
                and (
                    comparators.period_type
                    in ('day', 'week', 'month', 'quarter', 'period', 'year_to_date')
                    or comparators.period_end <> published_values.period_end
                )
            )
            or (
                indicators.unit <> 'percent'
                and indicators.period_type = 'year'
                and comparators.period_type
                in ('day', 'week', 'month', 'quarter', 'period', 'year_to_date')
            ),
            false
        ) as is_of_other_period
    from comparators
    left join indicators
        on comparators.indicator_id = indicators.indicator_id
    left join published_values
        on
            comparators.indicator_id = published_values.indicator_id
            and comparators.area_code = published_values.area_code
            and coalesce(comparators.year_named, comparators.year_of_figure)
            = published_values.return_year
    left join neighbour_means
        on
            case
                when comparators.comparator = 'statistical_neighbours'
                    then comparators.la_code
            end = neighbour_means.la_code
            and comparators.indicator_id = neighbour_means.indicator_id
            and coalesce(comparators.year_named, comparators.year_of_figure)
            = neighbour_means.return_year
    left join revisions
        on
            comparators.area_code = revisions.area_code
            and coalesce(comparators.year_named, comparators.year_of_figure)
            = revisions.return_year
            and indicators.unit = 'per_10k'
            and indicators.topic <> 'Looked after'

)

select * from quoted_values
