-- One row per child protection plan and month end of the return's year on which it is
-- open, with its state on that day.
with

plans as (

    select * from {{ ref('returncheck', 'int_cin_census__plan_states') }}

),

months as (

    select * from {{ ref('returncheck', 'int_return_months') }}

),

reviews_in_order as (

    select * from {{ ref('returncheck', 'int_cin_census__reviews_in_order') }}

),

-- Open on a day: started by it, and not ended on or before it.
plan_months as (

    select
        plans.return_id,
        plans.row_number,
        plans.cpp_start_date,
        months.month_end
    from plans
    inner join months
        on plans.return_id = months.return_id
    where
        plans.cpp_start_date <= months.month_end
        and coalesce(plans.cpp_end_date > months.month_end, true)

),

-- What is known of a plan's reviews on a day is known at the latest one held by then.
latest_reviews as (

    select
        plan_months.return_id,
        plan_months.row_number,
        plan_months.month_end,
        reviews_in_order.is_in_time_so_far
        and reviews_in_order.cpp_review_date
        >= {{ add_months('plan_months.month_end', -6) }} as is_reviewed_in_timescale
    from plan_months
    inner join reviews_in_order
        on
            plan_months.return_id = reviews_in_order.return_id
            and plan_months.row_number = reviews_in_order.plan_row_number
    where
        reviews_in_order.cpp_review_date <= plan_months.month_end
        and coalesce(
            reviews_in_order.next_review_date > plan_months.month_end, true
        )

),

open_plans as (

    select
        plan_months.return_id,
        plan_months.row_number,
        plan_months.month_end,
        plan_months.cpp_start_date <= {{ add_months('plan_months.month_end', -24) }}
            as has_lasted_two_years,
        {{ add_months('plan_months.cpp_start_date', 3) }} <= plan_months.month_end
            as is_review_due,
        coalesce(latest_reviews.is_reviewed_in_timescale, false)
            as is_reviewed_in_timescale
    from plan_months
    left join latest_reviews
        on
            plan_months.return_id = latest_reviews.return_id
            and plan_months.row_number = latest_reviews.row_number
            and plan_months.month_end = latest_reviews.month_end

)

select * from open_plans
