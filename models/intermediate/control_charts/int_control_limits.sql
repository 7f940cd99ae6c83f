-- One row per monthly series: its mean, and the limits that its moving ranges give.
with

control_points as (

    select * from {{ ref('returncheck', 'int_control_points') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

series as (

    select
        control_points.series_number,
        control_points.indicator_id,
        indicators.unit,
        indicators.polarity,
        cast(count(*) as integer) as points,
        cast(count(control_points.moving_range) as integer) as moving_ranges,
        avg(control_points.value) as mean_value,
        avg(control_points.moving_range) as mean_moving_range,
        min(control_points.value) as least_value,
        max(control_points.value) as most_value
    from control_points
    left join indicators
        on control_points.indicator_id = indicators.indicator_id
    group by
        control_points.series_number,
        control_points.indicator_id,
        indicators.unit,
        indicators.polarity

),

judged_series as (

    select
        *,
        case
            when points < 10 then 'too_few_points'
            when moving_ranges < 9 then 'too_few_moving_ranges'
        end as limits_reason
    from series

),

-- 1.128 and 3.267 are the constants d2 and D4 of ranges of two.
measured_series as (

    select
        *,
        case when limits_reason is null then mean_value end as centre_line,
        case when limits_reason is null then mean_moving_range end
            as moving_range_mean,
        case when limits_reason is null then mean_moving_range / 1.128 end as sigma,
        case
            when limits_reason is null and unit is not null and least_value >= 0
                then 0.0
        end as lowest_possible,
        case
            when limits_reason is null and unit = 'percent' and most_value <= 100
                then 100.0
        end as highest_possible
    from judged_series

),

control_limits as (

    select
        series_number,
        indicator_id,
        polarity,
        points,
        moving_ranges,
        limits_reason,
        centre_line,
        sigma,
        greatest(
            centre_line - 3 * sigma, coalesce(lowest_possible, centre_line - 3 * sigma)
        ) as lower_limit,
        least(
            centre_line + 3 * sigma, coalesce(highest_possible, centre_line + 3 * sigma)
        ) as upper_limit,
        case
            when centre_line is not null
                then coalesce(centre_line - 3 * sigma < lowest_possible, false)
        end as is_lower_limit_clipped,
        case
            when centre_line is not null
                then coalesce(centre_line + 3 * sigma > highest_possible, false)
        end as is_upper_limit_clipped,
        moving_range_mean,
        3.267 * moving_range_mean as moving_range_limit
    from measured_series

)

select * from control_limits
