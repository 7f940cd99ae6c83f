-- One row per loaded report, authority and model of statistical neighbours that may
-- have been used in it: for all years one that was in use when it was written, or else
-- the first one held after it; for the years of its own an earlier one, as the
-- benchmarks hold them. In the year of a model the one before may still have been.
with

reports as (

    select
        return_id,
        extract(year from report_date) as report_year
    from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

models as (

    select * from {{ ref('returncheck', 'int_neighbour_models') }}

),

reports_and_models as (

    select
        reports.return_id,
        models.la_code,
        models.neighbour_model,
        models.first_year,
        models.last_year,
        models.neighbour_model <= reports.report_year as is_of_the_time,
        models.neighbour_model > reports.report_year
        or models.last_year + 1 >= reports.report_year as is_in_use
    from reports
    inner join models
        on
            reports.report_year >= models.neighbour_model
            or models.model_before is null

),

neighbour_models_of_the_time as (

    select
        return_id,
        la_code,
        neighbour_model,
        is_of_the_time,
        case when is_in_use then 0 else first_year end as first_year,
        case when is_in_use then 9999 else last_year end as last_year
    from reports_and_models

)

select * from neighbour_models_of_the_time
