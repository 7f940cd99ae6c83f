-- One row per neighbour model, authority and neighbour. An imported model takes the
-- place of the shipped one of its year, whole.
with

shipped as (

    select * from {{ ref('returncheck', 'rc_statistical_neighbours') }}

),

imported as (

    select * from {{ ref('returncheck', 'stg_reference__neighbour_updates') }}

),

imported_models as (

    select distinct model from imported

),

neighbours as (

    select
        model,
        la_code,
        closeness_rank,
        neighbour_code
    from imported
    union all
    select
        cast(shipped.model as integer) as model,
        shipped.la_code,
        cast(shipped.rank as integer) as closeness_rank,
        shipped.neighbour_code
    from shipped
    left join imported_models
        on shipped.model = imported_models.model
    where imported_models.model is null

)

select * from neighbours
