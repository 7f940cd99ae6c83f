-- One row per indicator and section 47 enquiry that it is counted over, with its day.
with

section47 as (

    select * from {{ ref('returncheck', 'int_cin_census__conference_durations') }}

),

members as (

    {{ indicator_members(
        'section47',
        'section47_enquiries',
        counted_on='s47_actual_start_date',
        among="is_started_in_period"
    ) }}
    union all
    {{ indicator_members(
        'section47',
        'icpc_held',
        counted_on='date_of_initial_cpc',
        among="is_held_in_period"
    ) }}
    union all
    {{ indicator_members(
        'section47',
        'icpc_within_15_days',
        counted_on='date_of_initial_cpc',
        among="is_held_in_period",
        counted="is_within_15_days"
    ) }}
    union all
    {{ indicator_members(
        'section47',
        'icpc_0_to_10_days',
        counted_on='date_of_initial_cpc',
        among="is_held_in_period and is_in_order and working_days <= 10"
    ) }}
    union all
    {{ indicator_members(
        'section47',
        'icpc_11_to_15_days',
        counted_on='date_of_initial_cpc',
        among="is_held_in_period and is_within_15_days and working_days >= 11"
    ) }}
    union all
    {{ indicator_members(
        'section47',
        'icpc_16_to_20_days',
        counted_on='date_of_initial_cpc',
        among="is_held_in_period and is_in_order and not is_within_15_days and working_days <= 20"
    ) }}
    union all
    {{ indicator_members(
        'section47',
        'icpc_21_plus_days',
        counted_on='date_of_initial_cpc',
        among="is_held_in_period and is_in_order and working_days >= 21"
    ) }}

)

select
    return_id,
    indicator_id,
    'Section47' as table_name,
    row_number,
    counted_on,
    is_counted
from members
