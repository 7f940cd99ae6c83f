-- One row per published figure whose numerator and denominator are published too.
with

counts as (

    select * from {{ ref('returncheck', 'rc_published_counts') }}

),

published_updates as (

    select * from {{ ref('returncheck', 'stg_reference__published_updates') }}

),

shipped_counts as (

    select
        counts.indicator_id,
        cast(counts.year as integer) as year,
        counts.area_type,
        counts.area_code,
        {{ to_number('counts.numerator') }} as numerator,
        {{ to_number('counts.denominator') }} as denominator,
        {{ to_number('counts.value') }} as value,
        counts.value as value_printed
    from counts
    left join published_updates
        on
            counts.indicator_id = published_updates.indicator_id
            and counts.year = published_updates.year
            and counts.area_code = published_updates.area_code
    where published_updates.indicator_id is null

),

updated_counts as (

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
    where numerator is not null or denominator is not null

),

published_counts as (

    select * from shipped_counts
    union all
    select * from updated_counts

)

select * from published_counts
