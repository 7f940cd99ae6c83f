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

revisions as (

    select * from {{ ref('int_population_revisions') }}

),

matches as (

    select * from {{ ref('int_comparator_matches') }}

),

too_early as (

    select * from {{ ref('int_comparators_too_early') }}

),

quoted_values as (

    select
        comparators.*,
        coalesce(comparators.year_named, comparators.year_of_figure) as return_year,
        indicators.is_published,
        published_values.value as published_value,
        revisions.least_factor,
        revisions.most_factor,
        {{ rounding_tolerance(
            'least(indicators.published_decimals, comparators.value_decimals)'
        ) }} as tolerance
    from comparators
    left join indicators
        on comparators.indicator_id = indicators.indicator_id
    left join published_values
        on
            comparators.indicator_id = published_values.indicator_id
            and comparators.area_code = published_values.area_code
            and coalesce(comparators.year_named, comparators.year_of_figure)
            = published_values.return_year
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
            when comparator = 'statistical_neighbours'
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
