-- One row per area and return year: children aged 0 to 17 in the middle of the calendar
-- year before the year end, or in the latest year before that with an estimate.
with

population_estimates as (

    select * from {{ ref('returncheck', 'int_areas__population_estimates') }}

),

return_years as (

    select distinct extract(year from calendar_date) as return_year
    from {{ ref('returncheck', 'int_calendar') }}

),

populations as (

    select
        population_estimates.area_type,
        population_estimates.area_code,
        cast(return_years.return_year as integer) as return_year,
        population_estimates.mid_year,
        population_estimates.population_0_17 as population,
        population_estimates.mid_year = return_years.return_year - 1
            as is_of_year_before
    from return_years
    inner join population_estimates
        on return_years.return_year > population_estimates.mid_year
    where true
    qualify
        row_number() over (
            partition by population_estimates.area_code, return_years.return_year
            order by population_estimates.mid_year desc
        ) = 1

)

select * from populations
