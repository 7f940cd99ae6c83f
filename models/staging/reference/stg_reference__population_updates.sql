-- One row per population estimate that was imported: a mid-year and an area, typed.
with

imported_estimates as (

    select * from {{ source('returncheck_reference', 'population_updates') }}

),

population_updates as (

    select
        {{ to_integer('mid_year') }} as mid_year,
        area_type,
        area_code,
        {{ to_integer('population_0_17') }} as population_0_17
    from imported_estimates

)

select * from population_updates
