-- One row per authority that has or had children's services.
with

authorities as (

    select * from {{ ref('returncheck', 'rc_authorities') }}

),

neighbours as (

    select * from {{ ref('returncheck', 'rc_statistical_neighbours') }}

),

latest_models as (

    select
        la_code,
        max(model) as neighbour_model
    from neighbours
    group by la_code

),

authorities_and_models as (

    select
        authorities.la_code,
        authorities.gss_code,
        authorities.la_name,
        authorities.region_code,
        authorities.region_name,
        cast(authorities.first_year as integer) as first_year,
        cast(authorities.last_year as integer) as last_year,
        cast(latest_models.neighbour_model as integer) as neighbour_model
    from authorities
    left join latest_models
        on authorities.la_code = latest_models.la_code

)

select * from authorities_and_models
