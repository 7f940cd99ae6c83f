-- One row per child protection plan, with its state in and at the end of the period.
with

plans as (

    select * from {{ ref('stg_cin_census__child_protection_plans') }}

),

periods as (

    select * from {{ ref('int_cin_census__census_periods') }}

),

reviews_in_order as (

    select * from {{ ref('int_cin_census__reviews_in_order') }}

),

review_results as (

    select
        return_id,
        plan_row_number,
        bool_and(
            cpp_review_date <= due_date
            and (
                not is_latest_review
                or cpp_review_date >= {{ add_months('period_end', -6) }}
            )
        ) as is_reviewed_in_timescale
    from reviews_in_order
    group by return_id, plan_row_number

),

plan_states as (

    select
        plans.return_id,
        plans.row_number,
        plans.la_child_id,
        plans.cin_details_id,
        plans.cpp_id,
        plans.cpp_start_date,
        plans.cpp_end_date,
        coalesce(
            plans.cpp_start_date between periods.period_start and periods.period_end,
            false
        ) as is_started_in_period,
        coalesce(
            plans.cpp_end_date between periods.period_start and periods.period_end,
            false
        ) as is_ended_in_period,
        coalesce(plans.cpp_start_date <= periods.period_end, false)
        and coalesce(plans.cpp_end_date > periods.period_end, true)
            as is_open_at_period_end,
        coalesce(plans.number_of_previous_cpp > 0, false) as is_second_or_subsequent,
        coalesce(
            plans.cpp_start_date <= {{ add_months('periods.period_end', -24) }}, false
        ) as has_lasted_two_years_at_period_end,
        coalesce(
            {{ add_months('plans.cpp_start_date', 24) }} <= plans.cpp_end_date, false
        ) as has_lasted_two_years_when_ended,
        coalesce(
            {{ add_months('plans.cpp_start_date', 3) }} <= periods.period_end, false
        ) as is_review_due,
        coalesce(review_results.is_reviewed_in_timescale, false)
            as is_reviewed_in_timescale
    from plans
    inner join periods
        on plans.return_id = periods.return_id
    left join review_results
        on
            plans.return_id = review_results.return_id
            and plans.row_number = review_results.plan_row_number

)

select * from plan_states
