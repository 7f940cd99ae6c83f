-- One row per published indicator and return year from the first published year on: the
-- published year that figures of that year are compared with.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

return_years as (

    select distinct return_year
    from {{ ref('returncheck', 'int_populations_by_return_year') }}

),

published_figures as (

    select * from {{ ref('returncheck', 'int_published__figures') }}

),

-- England's may be a symbol.
years_of_england as (

    select
        indicator_id,
        return_year
    from published_values
    where area_type = 'england'
    union all
    select
        indicator_id,
        year as return_year
    from published_figures
    where area_type = 'england' and value is null

),

with_england as (

    select distinct indicator_id
    from years_of_england

),

-- A series that is never published for England has the years of its authorities.
series_years as (

    select
        indicator_id,
        return_year
    from years_of_england
    union all
    select
        published_values.indicator_id,
        published_values.return_year
    from published_values
    left join with_england
        on published_values.indicator_id = with_england.indicator_id
    where
        published_values.area_type = 'authority'
        and with_england.indicator_id is null

),

comparator_years as (

    select
        series_years.indicator_id,
        return_years.return_year,
        max(series_years.return_year) as comparator_year
    from series_years
    inner join return_years
        on series_years.return_year <= return_years.return_year
    group by series_years.indicator_id, return_years.return_year

)

select * from comparator_years
