-- One row per point of a monthly series with limits: the run and the trend that it is
-- part of, and whether it is one of two of three far from the mean.
with

control_places as (

    select * from {{ ref('returncheck', 'int_control_places') }}

),

compared_points as (

    select
        *,
        coalesce(side = lag(side) over stretches, false) as is_same_side,
        coalesce(step = lag(step) over stretches, false) as is_same_step,
        coalesce(
            outer_side <> 0
            and (
                outer_side = lag(outer_side, 1) over stretches
                or outer_side = lag(outer_side, 2) over stretches
                or outer_side = lead(outer_side, 1) over stretches
                or outer_side = lead(outer_side, 2) over stretches
            ),
            false
        ) as is_two_of_three
    from control_places
    window
        stretches as (
            partition by series_number, stretch
            order by period_end
        )

),

numbered_points as (

    select
        *,
        sum(case when is_same_side then 0 else 1 end) over stretches as side_number,
        sum(case when is_same_step then 0 else 1 end) over stretches as step_number
    from compared_points
    window
        stretches as (
            partition by series_number, stretch
            order by period_end
        )

),

counted_points as (

    select
        *,
        case when side <> 0 then 1 else 0 end * count(*) over (
            partition by series_number, stretch, side_number
        ) as side_points,
        case when step <> 0 then 1 else 0 end * count(*) over (
            partition by series_number, stretch, step_number
        ) as steps
    from numbered_points

),

turned_points as (

    select
        *,
        coalesce(lead(steps) over stretches, 0) as steps_after,
        lead(step) over stretches as step_after,
        steps >= 5
        or steps >= coalesce(lead(steps) over stretches, 0) as is_of_steps_before
    from counted_points
    window
        stretches as (
            partition by series_number, stretch
            order by period_end
        )

),

-- A trend begins one point before its first step. A turn is of the trend that ends
-- there if that has six points, else of the longer one.
control_patterns as (

    select
        series_number,
        period_end,
        side,
        cast(side_points as integer) as run_points,
        cast(
            case when is_of_steps_before then steps else steps_after end + 1 as integer
        ) as trend_points,
        case when is_of_steps_before then coalesce(step, 0) else step_after end
            as trend_direction,
        step,
        is_beyond_limits,
        is_two_of_three,
        is_moving_range_high
    from turned_points

)

select * from control_patterns
