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

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

areas as (

    select
        la_code as area_code,
        la_name as area_name,
        first_year,
        last_year
    from authorities
    union all
    select distinct
        region_code as area_code,
        region_name as area_name,
        cast(null as integer) as first_year,
        cast(null as integer) as last_year
    from authorities
    union all
    select
        'E92000001' as area_code,
        'England' as area_name,
        cast(null as integer) as first_year,
        cast(null as integer) as last_year

),

-- An authority that begins in April has a September before its first March.
series_years as (

    select distinct
        published_values.indicator_id,
        published_values.return_year,
        published_values.return_year
        + case when indicators.year_end > '03-31' then 1 else 0 end as latest_start
    from published_values
    left join indicators
        on published_values.indicator_id = indicators.indicator_id
    where published_values.value is not null

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
        case
            when areas.first_year > series_years.latest_start
                then 'figure_before_authority'
            when areas.last_year < series_years.return_year
                then 'figure_after_authority'
            when symbols.value_printed = 'c' then 'figure_suppressed'
            when symbols.value_printed = 'x' then 'figure_not_available'
            when symbols.value_printed = 'z' then 'figure_not_applicable'
            when symbols.value_printed = 'u' then 'figure_of_low_reliability'
            when symbols.value_printed in ('low', 'k')
                then 'figure_rounded_to_nothing'
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
