-- One row per loaded report, authority and model of statistical neighbours that may
-- have been in use when the report was written, or else the first one held after it. In
-- the year of a model the one before may still have been.
with

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

neighbours as (

    select * from {{ ref('returncheck', 'int_areas__neighbours') }}

),

models as (

    select distinct
        la_code,
        cast(model as integer) as neighbour_model
    from neighbours

),

models_in_turn as (

    select
        *,
        lead(neighbour_model) over (
            partition by la_code
            order by neighbour_model nulls last
        ) as next_model,
        row_number() over (
            partition by la_code
            order by neighbour_model nulls last
        ) = 1 as is_first
    from models

),

neighbour_models_of_the_time as (

    select
        reports.return_id,
        models.la_code,
        models.neighbour_model,
        models.neighbour_model <= extract(year from reports.report_date)
            as is_of_the_time
    from reports
    inner join models_in_turn as models
        on
            (
                models.neighbour_model <= extract(year from reports.report_date)
                and coalesce(
                    models.next_model >= extract(year from reports.report_date), true
                )
            )
            or (
                models.is_first
                and models.neighbour_model > extract(year from reports.report_date)
            )

)

select * from neighbour_models_of_the_time
