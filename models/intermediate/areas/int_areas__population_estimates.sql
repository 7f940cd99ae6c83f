-- One row per area and mid-year estimate of children aged 0 to 17: as it was imported,
-- or else as it ships.
with

shipped as (

    select * from {{ ref('returncheck', 'rc_population_0_17') }}

),

imported as (

    select * from {{ ref('returncheck', 'stg_reference__population_updates') }}

),

population_estimates as (

    select
        mid_year,
        area_type,
        area_code,
        population_0_17
    from imported
    union all
    select
        cast(shipped.mid_year as integer) as mid_year,
        shipped.area_type,
        shipped.area_code,
        cast(shipped.population_0_17 as integer) as population_0_17
    from shipped
    left join imported
        on
            shipped.mid_year = imported.mid_year
            and shipped.area_code = imported.area_code
    where imported.area_code is null

)

select * from population_estimates
