-- One row per authority and model that has not ten statistical neighbours, or itself
-- among them; one without a model where an authority that ships is in none.
with

authorities as (

    select * from {{ ref('returncheck', 'dim_authorities') }}

),

shipped as (

    select * from {{ ref('returncheck', 'rc_authorities') }}

),

neighbours as (

    select * from {{ ref('returncheck', 'int_statistical_neighbours') }}

),

wrong_neighbourhoods as (

    select
        authorities.la_code,
        neighbours.neighbour_model,
        count(neighbours.neighbour_code) as neighbours
    from authorities
    left join shipped
        on authorities.la_code = shipped.la_code
    left join neighbours
        on
            authorities.la_code = neighbours.la_code
            and authorities.la_code <> neighbours.neighbour_code
    where shipped.la_code is not null or neighbours.la_code is not null
    group by authorities.la_code, neighbours.neighbour_model
    having count(neighbours.neighbour_code) <> 10

)

select * from wrong_neighbourhoods
