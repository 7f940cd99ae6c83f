-- One row per imported figure: an indicator, a year and an area, typed.
with

imported_figures as (

    select * from {{ source('returncheck_reference', 'published_updates') }}

),

published_updates as (

    select
        indicator_id,
        {{ to_integer('year') }} as year,
        area_type,
        area_code,
        {{ to_number('numerator') }} as numerator,
        {{ to_number('denominator') }} as denominator,
        {{ to_number('value') }} as value,
        value as value_printed
    from imported_figures

)

select * from published_updates
