-- One row per indicator and child protection plan that it is counted over.
with

plans as (

    select * from {{ ref('int_cin_census__plan_states') }}

),

members as (

    {{ indicator_members(
        'plans',
        'cpp_at_year_end',
        among="is_open_at_period_end"
    ) }}
    union all
    {{ indicator_members(
        'plans',
        'cpp_starts',
        among="is_started_in_period"
    ) }}
    union all
    {{ indicator_members(
        'plans',
        'cpp_second_or_subsequent',
        among="is_started_in_period",
        counted="is_second_or_subsequent"
    ) }}
    union all
    {{ indicator_members(
        'plans',
        'cpp_two_years_at_year_end',
        among="is_open_at_period_end",
        counted="has_lasted_two_years_at_period_end"
    ) }}
    union all
    {{ indicator_members(
        'plans',
        'cpp_two_years_ended',
        among="is_ended_in_period",
        counted="has_lasted_two_years_when_ended"
    ) }}
    union all
    {{ indicator_members(
        'plans',
        'cpp_reviewed_in_timescale',
        among="is_open_at_period_end and is_review_due",
        counted="is_reviewed_in_timescale"
    ) }}

)

select
    return_id,
    indicator_id,
    'ChildProtectionPlans' as table_name,
    row_number,
    is_counted
from members
