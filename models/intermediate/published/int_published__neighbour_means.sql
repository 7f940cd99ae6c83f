-- One row per indicator, year and authority: the mean of its statistical neighbours.
with

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

neighbours as (

    select * from {{ ref('returncheck', 'int_statistical_neighbours') }}

),

neighbour_means as (

    select
        authority_values.indicator_id,
        authority_values.return_year,
        neighbours.la_code,
        avg(authority_values.value) as statistical_neighbour_mean,
        count(*) as statistical_neighbours_with_value
    from neighbours
    inner join authority_values
        on neighbours.neighbour_code = authority_values.la_code
    group by
        authority_values.indicator_id,
        authority_values.return_year,
        neighbours.la_code

)

select * from neighbour_means
