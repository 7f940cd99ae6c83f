-- One row per area and return year whose population estimate has been re-based since:
-- the least and most that a rate of the time can differ from today's, as a factor.
-- Looked-after rates of 2016 to 2018 still stand on the estimates of their time, so the
-- published count over the published rate, a whole number, bounds that estimate.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

populations as (

    select * from {{ ref('returncheck', 'int_populations_by_return_year') }}

),

rates as (

    select
        area_code,
        return_year,
        value as rate
    from published_values
    where indicator_id = 'cla_rate' and return_year <= 2018

),

counts as (

    select
        area_code,
        return_year,
        value as children
    from published_values
    where indicator_id = 'cla_at_year_end'

),

revisions as (

    select
        rates.area_code,
        rates.return_year,
        populations.population * (rates.rate - 0.5) / (10000 * counts.children)
            as least_factor,
        populations.population * (rates.rate + 0.5) / (10000 * counts.children)
            as most_factor
    from rates
    inner join counts
        on
            rates.area_code = counts.area_code
            and rates.return_year = counts.return_year
    inner join populations
        on
            rates.area_code = populations.area_code
            and rates.return_year = populations.return_year
    where counts.children > 0 and populations.is_of_year_before

)

select * from revisions
