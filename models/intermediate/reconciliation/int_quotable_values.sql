-- One row per figure quoted about others, year that may be meant and, for statistical
-- neighbours, model: the published figure of that year.
with

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

quotable_years as (

    select * from {{ ref('returncheck', 'int_quotable_years') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

neighbour_models as (

    select * from {{ ref('returncheck', 'int_neighbour_models_of_the_time') }}

),

-- Few authorities are spoken of, and of all there is a million of means.
neighbour_means as (

    select * from {{ ref('returncheck', 'int_neighbour_means_by_model') }}
    where
        la_code in (
            select comparators.la_code from comparators
            where comparators.comparator = 'statistical_neighbours'
        )

),

revisions as (

    select * from {{ ref('returncheck', 'int_population_revisions') }}

),

drifts as (

    select * from {{ ref('returncheck', 'int_population_drifts') }}

),

-- Without its year, a figure of part of a year, or of another authority on another
-- day, is none of those that are published.
quotable_values as (

    select
        comparators.*,
        reports.report_date,
        years.return_year,
        years.year_kind,
        coalesce(years.is_named_not_out, false) as is_named_not_out,
        years.latest_possible_year,
        indicators.is_published,
        -- Whether a joint figure stands in a mean once or twice, the report does not
        -- say.
        coalesce(
            published_values.value,
            case
                when
                    abs(comparators.value - neighbour_means.mean_as_printed)
                    < abs(comparators.value - neighbour_means.neighbour_mean)
                    then neighbour_means.mean_as_printed
                else neighbour_means.neighbour_mean
            end
        ) as published_value,
        published_values.period_end as published_period_end,
        neighbour_means.neighbour_model,
        neighbour_means.neighbours_with_value,
        coalesce(neighbour_models.is_of_the_time, true) as is_model_of_the_time,
        revisions.least_factor,
        revisions.most_factor,
        drifts.least_factor as least_drift,
        drifts.most_factor as most_drift,
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
    left join reports
        on comparators.return_id = reports.return_id
    left join indicators
        on comparators.indicator_id = indicators.indicator_id
    left join quotable_years as years
        on
            comparators.return_id = years.return_id
            and comparators.row_number = years.row_number
    left join published_values
        on
            comparators.indicator_id = published_values.indicator_id
            and comparators.area_code = published_values.area_code
            and years.return_year = published_values.return_year
    left join neighbour_models
        on
            comparators.comparator = 'statistical_neighbours'
            and comparators.return_id = neighbour_models.return_id
            and comparators.la_code = neighbour_models.la_code
            and coalesce(
                years.return_year
                between neighbour_models.first_year and neighbour_models.last_year,
                true
            )
    left join neighbour_means
        on
            neighbour_models.la_code = neighbour_means.la_code
            and neighbour_models.neighbour_model = neighbour_means.neighbour_model
            and comparators.indicator_id = neighbour_means.indicator_id
            and years.return_year = neighbour_means.return_year
    left join revisions
        on
            comparators.area_code = revisions.area_code
            and years.return_year = revisions.return_year
            and indicators.unit = 'per_10k'
            and indicators.topic <> 'Looked after'
    left join drifts
        on
            comparators.area_code = drifts.area_code
            and years.return_year = drifts.return_year
            and indicators.unit = 'per_10k'
            and reports.report_date < drifts.rebased_by

)

select * from quotable_values
