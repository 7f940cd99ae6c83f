-- One row per figure quoted about others that is published for another year of its
-- area, or for another area in its year: which years, and which of England, the
-- regions and the authority itself. Other authorities are too many for a match to
-- tell anything. A report can only quote what was out.
with

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

release_dates as (

    select * from {{ ref('returncheck', 'int_published__release_dates') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_areas__authorities') }}

),

area_names as (

    select distinct
        region_code as area_code,
        region_name as area_name
    from authorities
    union
    select
        la_code as area_code,
        la_name as area_name
    from authorities
    union
    select
        'E92000001' as area_code,
        'England' as area_name

),

quoted_values as (

    select
        comparators.*,
        reports.report_date,
        coalesce(comparators.year_named, comparators.year_of_figure) as return_year,
        {{ rounding_tolerance(
            'least(indicators.published_decimals, comparators.value_decimals)'
        ) }} as tolerance
    from comparators
    inner join indicators
        on comparators.indicator_id = indicators.indicator_id
    left join reports
        on comparators.return_id = reports.return_id
    where comparators.value is not null and comparators.area_code is not null

),

matches as (

    select
        quoted_values.return_id,
        quoted_values.row_number,
        published_values.return_year,
        area_names.area_name,
        quoted_values.area_code = published_values.area_code as is_same_area,
        coalesce(release_dates.published_from > quoted_values.report_date, false)
            as is_later
    from quoted_values
    inner join published_values
        on
            quoted_values.indicator_id = published_values.indicator_id
            and abs(quoted_values.value - published_values.value)
            <= quoted_values.tolerance
            and (
                quoted_values.area_code = published_values.area_code
                or (
                    quoted_values.return_year = published_values.return_year
                    and (
                        published_values.area_type <> 'authority'
                        or quoted_values.la_code = published_values.area_code
                    )
                )
            )
    left join release_dates
        on
            published_values.indicator_id = release_dates.indicator_id
            and published_values.return_year = release_dates.return_year
    left join area_names
        on published_values.area_code = area_names.area_code

),

comparator_matches as (

    select
        return_id,
        row_number,
        {{ joined_texts(
            'case when is_same_area and not is_later '
            ~ 'then cast(return_year as string) end',
            ', ',
            'return_year'
        ) }} as years_with_that_value,
        {{ joined_texts(
            'case when is_same_area and is_later '
            ~ 'then cast(return_year as string) end',
            ', ',
            'return_year'
        ) }} as later_years_with_that_value,
        {{ joined_texts(
            'case when not is_same_area then area_name end', ', ', 'area_name'
        ) }} as areas_with_that_value
    from matches
    group by return_id, row_number

)

select * from comparator_matches
