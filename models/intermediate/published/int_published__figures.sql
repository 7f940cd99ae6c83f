-- One row per published figure: an indicator, a year and an area. What an import says
-- of a figure takes the place of what is shipped, also that it is suppressed now.
with

shipped_figures as (

    select * from {{ ref('returncheck', 'stg_reference__published_figures') }}

),

published_updates as (

    select * from {{ ref('returncheck', 'stg_reference__published_updates') }}

),

kept_figures as (

    select
        shipped_figures.indicator_id,
        shipped_figures.year,
        shipped_figures.area_type,
        shipped_figures.area_code,
        shipped_figures.numerator,
        shipped_figures.denominator,
        shipped_figures.value,
        shipped_figures.value_printed
    from shipped_figures
    left join published_updates
        on
            shipped_figures.indicator_id = published_updates.indicator_id
            and shipped_figures.year = published_updates.year
            and shipped_figures.area_code = published_updates.area_code
    where published_updates.indicator_id is null

),

published_figures as (

    select * from kept_figures
    union all
    select
        indicator_id,
        year,
        area_type,
        area_code,
        numerator,
        denominator,
        value,
        value_printed
    from published_updates

)

select * from published_figures
