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

series_years as (

    select distinct
        indicator_id,
        return_year
    from published_values
    where area_type = 'england'

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
