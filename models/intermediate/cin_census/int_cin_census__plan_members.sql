-- One row per indicator, child protection plan that it is counted over, and day it
-- counts on.
with

plans as (

    select * from {{ ref('returncheck', 'int_cin_census__plan_states') }}

),

open_plans as (

    select * from {{ ref('returncheck', 'int_cin_census__open_plans') }}

),

members as (

    {{ indicator_members(
        'open_plans',
        'cpp_at_year_end',
        counted_on='month_end'
    ) }}
    union all
    {{ indicator_members(
        'plans',
        'cpp_starts',
        counted_on='cpp_start_date',
        among="is_started_in_period"
    ) }}
    union all
    {{ indicator_members(
        'plans',
        'cpp_second_or_subsequent',
        counted_on='cpp_start_date',
        among="is_started_in_period",
        counted="is_second_or_subsequent"
    ) }}
    union all
    {{ indicator_members(
        'open_plans',
        'cpp_two_years_at_year_end',
        counted_on='month_end',
        counted="has_lasted_two_years"
    ) }}
    union all
    {{ indicator_members(
        'plans',
        'cpp_two_years_ended',
        counted_on='cpp_end_date',
        among="is_ended_in_period",
        counted="has_lasted_two_years_when_ended"
    ) }}
    union all
    {{ indicator_members(
        'open_plans',
        'cpp_reviewed_in_timescale',
        counted_on='month_end',
        among="is_review_due",
        counted="is_reviewed_in_timescale"
    ) }}

)

select
    return_id,
    indicator_id,
    'ChildProtectionPlans' as table_name,
    row_number,
    counted_on,
    is_counted
from members
