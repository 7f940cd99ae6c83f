-- One row per review held in a child protection plan by the period end, with the day
-- by which it was due.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

reviews as (

    select * from {{ ref('returncheck', 'stg_cin_census__reviews') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

plan_reviews as (

    select distinct
        plans.return_id,
        plans.row_number as plan_row_number,
        plans.cpp_start_date,
        reviews.cpp_review_date
    from plans
    inner join periods
        on plans.return_id = periods.return_id
    inner join reviews
        on
            plans.return_id = reviews.return_id
            and plans.child_key = reviews.child_key
            and plans.cin_details_id = reviews.cin_details_id
            and plans.cpp_id = reviews.cpp_id
    where
        reviews.cpp_review_date between plans.cpp_start_date and periods.period_end

),

ordered_reviews as (

    select
        *,
        lag(cpp_review_date) over (
            partition by return_id, plan_row_number
            order by cpp_review_date nulls last
        ) as previous_review_date,
        lead(cpp_review_date) over (
            partition by return_id, plan_row_number
            order by cpp_review_date nulls last
        ) as next_review_date
    from plan_reviews

),

due_reviews as (

    select
        *,
        coalesce(
            {{ add_months('previous_review_date', 6) }},
            {{ add_months('cpp_start_date', 3) }}
        ) as due_date
    from ordered_reviews

),

reviews_in_order as (

    select
        return_id,
        plan_row_number,
        cpp_start_date,
        cpp_review_date,
        previous_review_date,
        next_review_date,
        due_date,
        bool_and(cpp_review_date <= due_date) over (
            partition by return_id, plan_row_number
            order by cpp_review_date nulls last
        ) as is_in_time_so_far
    from due_reviews

)

select * from reviews_in_order
