-- One row per published indicator and year: the least and the most that any authority
-- published, and between what 98 in 100 of their figures lie.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

ranges as (

    select
        indicator_id,
        return_year,
        min(value) as least_value,
        max(value) as most_value,
        percentile_cont(0.01) within group (order by value) as low_value,
        percentile_cont(0.99) within group (order by value) as high_value
    from published_values
    where area_type = 'authority' and value is not null
    group by indicator_id, return_year

)

select * from ranges
