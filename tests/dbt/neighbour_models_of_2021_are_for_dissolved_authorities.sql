-- One row per authority that still is there but not in the neighbour model of 2025, or
-- that is dissolved but in it.
with

authorities as (

    select * from {{ ref('returncheck', 'dim_authorities') }}

),

wrong_models as (

    select
        la_code,
        last_year,
        neighbour_model
    from authorities
    where (neighbour_model = 2021) <> (last_year is not null)

)

select * from wrong_models
