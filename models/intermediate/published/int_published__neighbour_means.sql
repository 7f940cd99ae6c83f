-- One row per indicator, year and authority: the mean of its statistical neighbours, a
-- figure of two of them together once.
with

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

neighbours as (

    select * from {{ ref('returncheck', 'int_statistical_neighbours') }}

),

neighbour_figures as (

    select
        authority_values.indicator_id,
        authority_values.return_year,
        neighbours.la_code,
        authority_values.joint_code,
        min(authority_values.value) as value
    from neighbours
    inner join authority_values
        on neighbours.neighbour_code = authority_values.la_code
    group by
        authority_values.indicator_id,
        authority_values.return_year,
        neighbours.la_code,
        authority_values.joint_code

),

neighbour_means as (

    select
        indicator_id,
        return_year,
        la_code,
        avg(value) as statistical_neighbour_mean,
        count(*) as statistical_neighbours_with_value
    from neighbour_figures
    group by indicator_id, return_year, la_code

)

select * from neighbour_means
