-- One row per referral without further action that has a plan, and per plan.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

contradicted_pairs as (

    select
        episodes.return_id,
        {{ finding_key(["'CINdetails'", 'episodes.row_number']) }} as finding_key,
        episodes.row_number as episode_row,
        plans.row_number as plan_row
    from episodes
    inner join plans
        on
            episodes.return_id = plans.return_id
            and episodes.child_key = plans.child_key
            and episodes.cin_details_id = plans.cin_details_id
    where episodes.is_referral_nfa is true

),

locations as (

    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from contradicted_pairs
    union
    select
        return_id,
        finding_key,
        'ChildProtectionPlans' as table_name,
        plan_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from contradicted_pairs

)

select * from locations
