-- One row per authority and statistical neighbour in the model used for it.
with

neighbours as (

    select * from {{ ref('returncheck', 'int_areas__neighbours') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

),

statistical_neighbours as (

    select
        neighbours.la_code,
        neighbours.neighbour_code,
        neighbours.closeness_rank,
        neighbours.model as neighbour_model
    from neighbours
    inner join authorities
        on
            neighbours.la_code = authorities.la_code
            and neighbours.model = authorities.neighbour_model

)

select * from statistical_neighbours
