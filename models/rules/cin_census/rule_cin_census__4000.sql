-- One row per referral without further action that has a CIN plan, and per such plan.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

contradicted_referrals as (

    select
        episodes.return_id,
        {{ finding_key(['episodes.child_key', 'episodes.cin_details_id']) }}
            as finding_key,
        episodes.row_number as episode_row,
        cin_plans.row_number as cin_plan_row
    from episodes
    inner join cin_plans
        on
            episodes.return_id = cin_plans.return_id
            and episodes.child_key = cin_plans.child_key
            and episodes.cin_details_id = cin_plans.cin_details_id
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
    from contradicted_referrals
    union
    select
        return_id,
        finding_key,
        'CINplanDates' as table_name,
        cin_plan_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from contradicted_referrals

)

select * from locations
