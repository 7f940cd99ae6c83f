-- One row per source, authority, indicator and day on which a period ends whose figure
-- of twelve months before is known.
with

values_to_rank as (

    select * from {{ ref('returncheck', 'int_values_to_rank') }}

),

previous_year_values as (

    select
        source,
        la_code,
        indicator_id,
        {{ add_months(add_days('period_end', 1), 12) }} as next_day_after,
        max(value) as value,
        max(period_type) as period_type,
        period_end
    from values_to_rank
    where
        is_latest
        and is_annual
        and value is not null
        and coalesce(completeness, 'complete') <> 'lower_bound'
    group by source, la_code, indicator_id, period_end
    having min(value) = max(value)

)

select * from previous_year_values
