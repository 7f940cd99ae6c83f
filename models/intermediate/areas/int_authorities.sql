-- One row per authority that has or had children's services.
with

authorities as (

    select * from {{ ref('returncheck', 'int_areas__authorities') }}

),

neighbours as (

    select * from {{ ref('returncheck', 'int_areas__neighbours') }}

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
        authorities.first_year,
        authorities.last_year,
        latest_models.neighbour_model
    from authorities
    left join latest_models
        on authorities.la_code = latest_models.la_code

)

select * from authorities_and_models
