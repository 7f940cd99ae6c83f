-- One row per imported neighbour model, authority and neighbour, typed.
with

imported_neighbours as (

    select * from {{ source('returncheck_reference', 'neighbour_updates') }}

),

neighbour_updates as (

    select
        {{ to_integer('model') }} as model,
        la_code,
        {{ to_integer('rank') }} as closeness_rank,
        neighbour_code,
        closeness
    from imported_neighbours

)

select * from neighbour_updates
