-- One row per point of a monthly series with limits: on which side of the mean and of
-- two standard deviations it lies, whether it is outside the limits, and its step.
with

control_points as (

    select * from {{ ref('returncheck', 'int_control_points') }}

),

control_limits as (

    select * from {{ ref('returncheck', 'int_control_limits') }}

),

distances as (

    select
        control_points.series_number,
        control_points.period_end,
        control_points.stretch,
        control_limits.sigma,
        control_points.value - control_limits.centre_line as distance,
        control_points.value - control_limits.upper_limit as above_upper,
        control_limits.lower_limit - control_points.value as below_lower,
        control_points.change,
        control_points.moving_range - control_limits.moving_range_limit
            as above_moving_range
    from control_points
    inner join control_limits
        on control_points.series_number = control_limits.series_number
    where control_limits.limits_reason is null

),

-- 1 above, -1 below, 0 on the line; what differs by arithmetic alone is equal.
control_places as (

    select
        series_number,
        period_end,
        stretch,
        cast(sign({{ rounded('distance', 9) }}) as integer) as side,
        case
            when {{ rounded('distance - 2 * sigma', 9) }} > 0 then 1
            when {{ rounded('distance + 2 * sigma', 9) }} < 0 then -1
            else 0
        end as outer_side,
        cast(sign({{ rounded('change', 9) }}) as integer) as step,
        {{ rounded('above_upper', 9) }} > 0
        or {{ rounded('below_lower', 9) }} > 0 as is_beyond_limits,
        coalesce({{ rounded('above_moving_range', 9) }} > 0, false)
            as is_moving_range_high
    from distances

)

select * from control_places
