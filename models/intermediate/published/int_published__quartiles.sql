-- One row per published indicator and year: type-7 quartiles over authorities, a figure
-- of two together once.
with

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

quartiles as (

    select
        indicator_id,
        return_year,
        count(*) as authorities,
        percentile_cont(0.25) within group (order by value) as lower_quartile,
        percentile_cont(0.5) within group (order by value) as median,
        percentile_cont(0.75) within group (order by value) as upper_quartile
    from authority_values
    where la_code = joint_code
    group by indicator_id, return_year

)

select * from quartiles
