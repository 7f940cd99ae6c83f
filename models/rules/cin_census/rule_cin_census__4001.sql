-- One row per open CIN plan or open protection plan of an episode with both.
with

protection_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

open_pairs as (

    select
        protection_plans.return_id,
        {{ finding_key([
            'protection_plans.child_key', 'protection_plans.cin_details_id',
        ]) }} as finding_key,
        protection_plans.row_number as protection_plan_row,
        cin_plans.row_number as cin_plan_row
    from protection_plans
    inner join cin_plans
        on
            protection_plans.return_id = cin_plans.return_id
            and protection_plans.child_key = cin_plans.child_key
            and protection_plans.cin_details_id = cin_plans.cin_details_id
    where
        protection_plans.cpp_end_date is null
        and cin_plans.cin_plan_end_date is null

),

locations as (

    select
        return_id,
        finding_key,
        'ChildProtectionPlans' as table_name,
        protection_plan_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from open_pairs
    union
    select
        return_id,
        finding_key,
        'CINplanDates' as table_name,
        cin_plan_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from open_pairs

)

select * from locations
