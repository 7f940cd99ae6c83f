-- One row per episode of need and child protection plan of a known child.
with

cin_details as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}
    where la_child_id is not null

),

child_protection_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}
    where la_child_id is not null

),

-- A referral on which nothing was done is no episode of need.
episodes_of_need as (

    select
        return_id,
        la_child_id as child_id,
        'in_need' as span,
        'CINdetails' as table_name,
        row_number,
        'CINreferralDate' as start_field,
        cin_referral_date as starts_on,
        cin_closure_date as ends_on
    from cin_details
    where not coalesce(is_referral_nfa, false)

),

plans as (

    select
        return_id,
        la_child_id as child_id,
        'protection_plan' as span,
        'ChildProtectionPlans' as table_name,
        row_number,
        'CPPstartDate' as start_field,
        cpp_start_date as starts_on,
        cpp_end_date as ends_on
    from child_protection_plans

),

child_spans as (

    select * from episodes_of_need
    union all
    select * from plans

)

select * from child_spans
