-- One row per figure quoted without its year in a report from before the first year
-- that is held was published: which year is meant cannot be known. Nothing is
-- published in the six months after a year ends.
with

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

first_years as (

    select
        indicator_id,
        area_code,
        min(return_year) as first_year,
        min(period_end) as first_period_end
    from published_values
    where value is not null
    group by indicator_id, area_code

),

comparators_too_early as (

    select
        comparators.return_id,
        comparators.row_number,
        reports.report_date,
        first_years.first_year
    from comparators
    inner join reports
        on comparators.return_id = reports.return_id
    inner join first_years
        on
            comparators.indicator_id = first_years.indicator_id
            and comparators.area_code = first_years.area_code
    where
        comparators.year_named is null
        and reports.report_date < {{ add_months('first_years.first_period_end', 6) }}

)

select * from comparators_too_early
