-- One row per point of a monthly series: its limits, and what of it is no chance.
with

control_points as (

    select * from {{ ref('returncheck', 'int_control_points') }}

),

control_limits as (

    select * from {{ ref('returncheck', 'int_control_limits') }}

),

control_patterns as (

    select * from {{ ref('returncheck', 'int_control_patterns') }}

),

-- Series without limits have no patterns, and so no flags.
flagged_points as (

    select
        control_points.*,
        control_limits.polarity,
        control_limits.points,
        control_limits.moving_ranges,
        control_limits.limits_reason,
        control_limits.centre_line,
        control_limits.lower_limit,
        control_limits.upper_limit,
        control_limits.is_lower_limit_clipped,
        control_limits.is_upper_limit_clipped,
        control_limits.moving_range_mean,
        control_limits.moving_range_limit,
        control_patterns.side,
        control_patterns.run_points,
        control_patterns.trend_points,
        control_patterns.trend_direction,
        control_patterns.step,
        control_patterns.is_beyond_limits,
        control_patterns.run_points >= 8 as is_on_run,
        control_patterns.trend_points >= 6 as is_on_trend,
        control_patterns.is_two_of_three,
        control_patterns.is_moving_range_high
    from control_points
    inner join control_limits
        on control_points.series_number = control_limits.series_number
    left join control_patterns
        on
            control_points.series_number = control_patterns.series_number
            and control_points.period_end = control_patterns.period_end

),

-- The strongest flag gives the signal.
signalled_points as (

    select
        *,
        case
            when is_beyond_limits then 'beyond_limits'
            when is_on_run then 'run'
            when is_on_trend then 'trend'
            when is_two_of_three then 'two_of_three'
            when is_moving_range_high then 'moving_range'
        end as signal,
        case
            when is_beyond_limits or is_on_run then side
            when is_on_trend then trend_direction
            when is_two_of_three then side
            when is_moving_range_high then step
        end as direction
    from flagged_points

),

control_charts as (

    select
        la_code,
        indicator_id,
        source,
        period_type,
        period_start,
        period_end,
        return_id,
        row_number,
        value,
        moving_range,
        points,
        moving_ranges,
        limits_reason,
        centre_line,
        lower_limit,
        upper_limit,
        is_lower_limit_clipped,
        is_upper_limit_clipped,
        moving_range_mean,
        moving_range_limit,
        run_points,
        trend_points,
        case
            when is_on_trend and trend_direction > 0 then 'rising'
            when is_on_trend then 'falling'
        end as trend_direction,
        is_beyond_limits,
        is_on_run,
        is_on_trend,
        is_two_of_three,
        is_moving_range_high,
        signal,
        case when direction > 0 then 'up' when direction < 0 then 'down' end
            as signal_direction,
        case polarity when 'higher' then direction > 0 when 'lower' then direction < 0
        end as is_signal_better
    from signalled_points

)

select * from control_charts
