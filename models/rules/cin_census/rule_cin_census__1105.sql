-- One row per plan that begins before its episode's referral, and per referral.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

early_plans as (

    select
        plans.return_id,
        {{ finding_key([
            'plans.child_key',
            'plans.cpp_start_date',
            'episodes.cin_referral_date',
        ]) }} as finding_key,
        plans.row_number as plan_row,
        episodes.row_number as episode_row
    from plans
    inner join episodes
        on
            plans.return_id = episodes.return_id
            and plans.child_key = episodes.child_key
            and plans.cin_details_id = episodes.cin_details_id
    where plans.cpp_start_date < episodes.cin_referral_date

),

locations as (

    select
        return_id,
        finding_key,
        'ChildProtectionPlans' as table_name,
        plan_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from early_plans
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from early_plans

)

select * from locations
