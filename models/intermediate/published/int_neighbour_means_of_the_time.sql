-- One row per authority, indicator and year from that of its neighbour model on, with
-- the mean of its neighbours.
with

neighbour_means as (

    select * from {{ ref('returncheck', 'int_published__neighbour_means') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_authorities') }}

),

-- Before the model of an authority, its neighbours were others.
neighbour_means_of_the_time as (

    select neighbour_means.*
    from neighbour_means
    inner join authorities
        on neighbour_means.la_code = authorities.la_code
    where neighbour_means.return_year >= authorities.neighbour_model

)

select * from neighbour_means_of_the_time
