-- One row per child protection plan, with its state in the period.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_return_years') }}

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
        coalesce(plans.number_of_previous_cpp > 0, false) as is_second_or_subsequent,
        coalesce(
            {{ add_months('plans.cpp_start_date', 24) }} <= plans.cpp_end_date, false
        ) as has_lasted_two_years_when_ended
    from plans
    inner join periods
        on plans.return_id = periods.return_id

)

select * from plan_states
