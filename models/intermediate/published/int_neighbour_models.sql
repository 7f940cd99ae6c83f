-- One row per authority and model of statistical neighbours: the years whose figures
-- are held against it. Figures from before the first model that is held stand beside
-- that one.
with

neighbours as (

    select * from {{ ref('returncheck', 'int_areas__neighbours') }}

),

models as (

    select distinct
        la_code,
        model as neighbour_model
    from neighbours

),

models_in_turn as (

    select
        *,
        lag(neighbour_model) over (
            partition by la_code
            order by neighbour_model nulls last
        ) as model_before,
        lead(neighbour_model) over (
            partition by la_code
            order by neighbour_model nulls last
        ) as next_model
    from models

),

neighbour_models as (

    select
        la_code,
        neighbour_model,
        case when model_before is null then 0 else neighbour_model end as first_year,
        coalesce(next_model - 1, 9999) as last_year,
        model_before
    from models_in_turn

)

select * from neighbour_models
