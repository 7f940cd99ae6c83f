-- One row per authority, model and statistical neighbour, with the years whose figures
-- are held against that model.
with

neighbours as (

    select * from {{ ref('returncheck', 'int_areas__neighbours') }}

),

neighbour_models as (

    select * from {{ ref('returncheck', 'int_neighbour_models') }}

),

statistical_neighbours as (

    select
        neighbours.la_code,
        neighbour_models.neighbour_model,
        neighbours.neighbour_code,
        neighbours.closeness_rank,
        neighbour_models.first_year,
        neighbour_models.last_year
    from neighbours
    inner join neighbour_models
        on
            neighbours.la_code = neighbour_models.la_code
            and neighbours.model = neighbour_models.neighbour_model

)

select * from statistical_neighbours
