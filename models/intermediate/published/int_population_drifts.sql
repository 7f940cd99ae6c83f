-- One row per area and return year from 2019 to 2022, whose estimates were rolled on
-- from the census of 2011 until they were re-based on that of 2021: how far a rate of
-- the time may lie from today's, as a factor. What is known of mid-2017 grows with
-- every year.
with

revisions as (

    select * from {{ ref('returncheck', 'int_population_revisions') }}

),

return_years as (

    select distinct return_year
    from {{ ref('returncheck', 'int_populations_by_return_year') }}

),

release_dates as (

    select *
    from {{ ref('returncheck', 'int_published__release_dates') }}
    where indicator_id = 'child_population' and return_year = 2023

),

-- Six years from the census to mid-2017.
drifts as (

    select
        revisions.area_code,
        return_years.return_year,
        cast(return_years.return_year - 2012 as double) / 6 as growth,
        revisions.least_factor,
        revisions.most_factor,
        release_dates.published_by as rebased_by
    from revisions
    inner join return_years
        on return_years.return_year between 2019 and 2022
    cross join release_dates
    where revisions.return_year = 2018

),

population_drifts as (

    select
        area_code,
        return_year,
        1 + least(least_factor - 1, (least_factor - 1) * growth, 0) as least_factor,
        1 + greatest(most_factor - 1, (most_factor - 1) * growth, 0) as most_factor,
        rebased_by
    from drifts

)

select * from population_drifts
