-- One row per authority, indicator, year and statistical neighbour with a published
-- value.
with

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

neighbours as (

    select * from {{ ref('returncheck', 'int_statistical_neighbours') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

),

neighbour_values as (

    select
        neighbours.la_code,
        authority_values.indicator_id,
        authority_values.return_year,
        neighbours.neighbour_code,
        authorities.la_name as neighbour_name,
        cast(neighbours.closeness_rank as integer) as closeness_rank,
        neighbours.neighbour_model,
        authority_values.value as neighbour_value
    from neighbours
    inner join authorities
        on neighbours.neighbour_code = authorities.la_code
    inner join authority_values
        on neighbours.neighbour_code = authority_values.la_code

)

select * from neighbour_values
