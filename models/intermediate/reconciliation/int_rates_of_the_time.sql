-- One row per rate of the population that a report prints of its own authority: between
-- which factors a rate over the latest population estimate that was out on the day of
-- the report lies from one over the estimate of its year that is held today.
with

stated_figures as (

    select *
    from {{ ref('returncheck', 'int_stated_figures') }}
    where unit = 'per_10k' and return_year >= 2016

),

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

release_dates as (

    select *
    from {{ ref('returncheck', 'int_published__release_dates') }}
    where indicator_id = 'child_population'

),

populations as (

    select *
    from {{ ref('returncheck', 'int_populations_by_return_year') }}
    where is_of_year_before

),

revisions as (

    select * from {{ ref('returncheck', 'int_population_revisions') }}

),

drifts as (

    select * from {{ ref('returncheck', 'int_population_drifts') }}

),

-- Of a month in which an estimate came out, either may have been the latest.
estimates_out as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        max(
            case
                when release_dates.published_by <= reports.report_date
                    then release_dates.return_year
            end
        ) as surely_out,
        max(release_dates.return_year) as possibly_out
    from stated_figures as figures
    inner join reports
        on figures.return_id = reports.return_id
    inner join release_dates
        on
            figures.return_year >= release_dates.return_year
            and reports.report_date >= release_dates.published_from
    group by figures.return_id, figures.table_name, figures.row_number

),

-- Looked-after rates to 2018 still stand on the estimates of their time.
rates_over_estimates as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        estimates.mid_year,
        own_estimates.population / estimates.population as ratio,
        case
            when indicators.topic = 'Looked after' and estimates.return_year <= 2018
                then 1.0
            when revisions.least_factor is not null then revisions.least_factor
            when reports.report_date < drifts.rebased_by then drifts.least_factor
            else 1.0
        end as least_factor,
        case
            when indicators.topic = 'Looked after' and estimates.return_year <= 2018
                then 1.0
            when revisions.most_factor is not null then revisions.most_factor
            when reports.report_date < drifts.rebased_by then drifts.most_factor
            else 1.0
        end as most_factor
    from stated_figures as figures
    inner join estimates_out
        on
            figures.return_id = estimates_out.return_id
            and figures.table_name = estimates_out.table_name
            and figures.row_number = estimates_out.row_number
    inner join reports
        on figures.return_id = reports.return_id
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    inner join populations as own_estimates
        on
            figures.area_code = own_estimates.area_code
            and figures.return_year = own_estimates.return_year
    inner join populations as estimates
        on
            figures.area_code = estimates.area_code
            and estimates.return_year between coalesce(
                estimates_out.surely_out, estimates_out.possibly_out
            ) and estimates_out.possibly_out
    left join revisions
        on
            estimates.area_code = revisions.area_code
            and estimates.return_year = revisions.return_year
    left join drifts
        on
            estimates.area_code = drifts.area_code
            and estimates.return_year = drifts.return_year

),

rates_of_the_time as (

    select
        return_id,
        table_name,
        row_number,
        max(mid_year) as mid_year,
        min(ratio * least_factor) as least_ratio,
        max(ratio * most_factor) as most_ratio
    from rates_over_estimates
    where table_name = 'Figures'
    group by return_id, table_name, row_number

)

select * from rates_of_the_time
