-- One row per indicator and year with published figures but none for England.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

years_without_england as (

    select
        indicator_id,
        return_year
    from published_values
    group by indicator_id, return_year
    having count(*) filter (where area_type = 'england') <> 1

)

select * from years_without_england
