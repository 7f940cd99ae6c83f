-- One row per figure that a report quotes about others, held against the published
-- one.
with

comparators as (

    select * from {{ ref('int_kpi_return__comparators') }}

),

indicators as (

    select * from {{ ref('indicators') }}

),

published_values as (

    select * from {{ ref('int_published__indicator_values') }}

),

neighbour_means as (

    select * from {{ ref('int_published__neighbour_means') }}

),

authorities as (

    select * from {{ ref('int_authorities') }}

),

-- A mean of neighbours is known from the year of their model on.
neighbours_of_the_time as (

    select neighbour_means.*
    from neighbour_means
    inner join authorities
        on neighbour_means.la_code = authorities.la_code
    where neighbour_means.return_year >= authorities.neighbour_model

),

revisions as (

    select * from {{ ref('int_population_revisions') }}

),

matches as (

    select * from {{ ref('int_comparator_matches') }}

),

too_early as (

    select * from {{ ref('int_comparators_too_early') }}

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
                    in ('month', 'quarter', 'period', 'year_to_date')
                    or comparators.period_end <> published_values.period_end
                )
            )
            or (
                indicators.unit <> 'percent'
                and indicators.period_type = 'year'
                and comparators.period_type
                in ('month', 'quarter', 'period', 'year_to_date')
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
    left join neighbours_of_the_time as neighbour_means
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

),

compared_values as (

    select
        quoted_values.*,
        matches.years_with_that_value,
        matches.later_years_with_that_value,
        matches.areas_with_that_value,
        too_early.report_date,
        too_early.first_year,
        case
            when
                quoted_values.value is null or quoted_values.published_value is null
                then 'untestable'
            when
                abs(quoted_values.value - quoted_values.published_value)
                <= quoted_values.tolerance
                then 'agrees'
            when
                quoted_values.value
                between quoted_values.published_value * quoted_values.least_factor
                - quoted_values.tolerance
                and quoted_values.published_value * quoted_values.most_factor
                + quoted_values.tolerance
                then 'revised_since'
            when too_early.first_year is not null then 'untestable'
            when quoted_values.is_of_other_period then 'untestable'
            else 'disagrees'
        end as status
    from quoted_values
    left join matches
        on
            quoted_values.return_id = matches.return_id
            and quoted_values.row_number = matches.row_number
    left join too_early
        on
            quoted_values.return_id = too_early.return_id
            and quoted_values.row_number = too_early.row_number

),

comparator_comparisons as (

    select
        return_id,
        'Comparators' as table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        'comparator_against_published' as comparison,
        value as stated_value,
        published_value as expected_value,
        tolerance,
        status,
        case
            when value is null then 'no value is printed'
            when comparator = 'statistical_neighbours' and published_value is null
                then 'the neighbour model of the time is not held'
            when not coalesce(is_published, false)
                then 'nothing is published for the indicator'
            when published_value is null
                then concat(
                    'nothing is published for ', comparator_name, ' in ', return_year
                )
            when status in ('agrees', 'revised_since') then null
            when first_year is not null
                then concat(
                    'the report is of ',
                    {{ day_in_words('report_date') }},
                    ', when no year from ',
                    first_year,
                    ' on was published, and earlier ones are not held'
                )
            when is_of_other_period and published_period_end is not null
                then concat(
                    'it is of the year that ends on ',
                    {{ day_in_words('published_period_end') }}
                )
            when is_of_other_period then 'it is of a whole year'
            when comparator = 'statistical_neighbours'
                then 'the simple mean of the ten nearest with a value'
            when years_with_that_value is not null
                then 'it is the published figure of ' || years_with_that_value
            when later_years_with_that_value is not null
                then concat(
                    'it is the published figure of ',
                    later_years_with_that_value,
                    ', which was not out when the report was written'
                )
            when areas_with_that_value is not null
                then 'it is the published figure of ' || areas_with_that_value
            else 'no published year has that value'
        end as reason
    from compared_values

)

select * from comparator_comparisons
