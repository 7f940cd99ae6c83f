-- One row per latest statement of a figure off target, with for how long it has been.
with

target_series as (

    select * from {{ ref('returncheck', 'int_target_series') }}

),

-- A run begins where the period before was not off target, or is not known.
numbered_runs as (

    select
        *,
        sum(case when is_off_target and was_off_target then 0 else 1 end) over (
            partition by source, la_code, indicator_id, period_type
            order by place
            rows between unbounded preceding and current row
        ) as run_number
    from target_series

),

off_target_runs as (

    select
        la_code,
        indicator_id,
        return_year,
        source,
        return_id,
        row_number,
        period_type,
        previous_period_start,
        previous_period_end,
        previous_period_value,
        change_on_previous_period,
        is_change_better,
        cast(
            row_number() over (
                partition by source, la_code, indicator_id, period_type, run_number
                order by place
            ) as integer
        ) as periods_off_target,
        min(period_end) over (
            partition by source, la_code, indicator_id, period_type, run_number
        ) as off_target_since
    from numbered_runs
    where is_off_target

)

select * from off_target_runs
