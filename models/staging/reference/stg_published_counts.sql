-- One row per published figure whose numerator and denominator are published too.
with

counts as (

    select * from {{ ref('published_counts') }}

),

published_counts as (

    select
        indicator_id,
        cast(year as integer) as year,
        area_type,
        area_code,
        {{ to_number('numerator') }} as numerator,
        {{ to_number('denominator') }} as denominator,
        {{ to_number('value') }} as value,
        value as value_printed
    from counts

)

select * from published_counts
