-- One row per indicator value: recomputed from records, reported or published.
with

loaded_values as (

    select * from {{ ref('returncheck', 'int_loaded_values') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

published_figures as (

    select
        cast(null as string) as return_id,
        cast(null as string) as collection,
        'published' as source,
        area_type,
        area_code,
        case when area_type = 'authority' then area_code end as la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        cast(null as string) as period_basis,
        numerator,
        denominator,
        value,
        cast(null as double) as target,
        true as is_latest,
        'complete' as completeness,
        true as is_annual,
        cast(null as string) as table_name,
        cast(null as bigint) as row_number,
        cast(null as string) as note
    from published_values

),

indicator_values as (

    select * from loaded_values
    union all
    select * from published_figures

)

select * from indicator_values
