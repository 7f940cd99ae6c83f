-- One row per shipped figure: an indicator, a year and an area, typed.
with

files as (

    select * from {{ published_files() }}

),

published_figures as (

    select
        indicator_id,
        {{ to_integer('year') }} as year,
        area_type,
        area_code,
        {{ to_number('numerator') }} as numerator,
        {{ to_number('denominator') }} as denominator,
        {{ to_number('value') }} as value,
        value as value_printed
    from files

)

select * from published_figures
