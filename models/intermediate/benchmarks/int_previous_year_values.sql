-- One row per source, authority, indicator and year with a single annual figure in the
-- year before.
with

values_to_rank as (

    select * from {{ ref('int_values_to_rank') }}

),

previous_year_values as (

    select
        source,
        la_code,
        indicator_id,
        return_year + 1 as next_return_year,
        max(value) as value,
        max(period_type) as period_type,
        max(period_end) as period_end
    from values_to_rank
    where
        is_latest
        and is_annual
        and value is not null
        and coalesce(completeness, 'complete') <> 'lower_bound'
    group by source, la_code, indicator_id, return_year
    having count(*) = 1

)

select * from previous_year_values
