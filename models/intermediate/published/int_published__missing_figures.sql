-- One row per published indicator, year of its series and area that has no figure:
-- why.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

published_figures as (

    select * from {{ ref('returncheck', 'int_published__figures') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_areas__authorities') }}

),

areas as (

    select
        la_code as area_code,
        la_name as area_name
    from authorities
    union
    select
        region_code as area_code,
        region_name as area_name
    from authorities

),

series_years as (

    select distinct
        indicator_id,
        return_year
    from published_values
    where value is not null

),

symbols as (

    select
        indicator_id,
        year,
        area_code,
        value_printed
    from published_figures
    where value is null

),

missing_figures as (

    select
        series_years.indicator_id,
        series_years.return_year,
        areas.area_code,
        symbols.value_printed as symbol,
        areas.area_name,
        case symbols.value_printed
            when 'c' then 'figure_suppressed'
            when 'x' then 'figure_not_available'
            when 'z' then 'figure_not_applicable'
            when 'u' then 'figure_of_low_reliability'
            when 'low' then 'figure_rounded_to_nothing'
            when 'k' then 'figure_rounded_to_nothing'
            else 'figure_left_out'
        end as reason_code
    from series_years
    cross join areas
    left join symbols
        on
            series_years.indicator_id = symbols.indicator_id
            and series_years.return_year = symbols.year
            and areas.area_code = symbols.area_code
    left join published_values
        on
            series_years.indicator_id = published_values.indicator_id
            and series_years.return_year = published_values.return_year
            and areas.area_code = published_values.area_code
    where published_values.value is null

)

select * from missing_figures
