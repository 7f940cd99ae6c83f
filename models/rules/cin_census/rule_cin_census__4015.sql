-- One row per CIN plan that begins before its episode's referral, and per referral.
with

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

early_plans as (

    select
        cin_plans.return_id,
        {{ finding_key([
            'cin_plans.child_key',
            'cin_plans.cin_plan_start_date',
            'episodes.cin_referral_date',
        ]) }} as finding_key,
        cin_plans.row_number as plan_row,
        episodes.row_number as episode_row
    from cin_plans
    inner join episodes
        on
            cin_plans.return_id = episodes.return_id
            and cin_plans.child_key = episodes.child_key
            and cin_plans.cin_details_id = episodes.cin_details_id
    where cin_plans.cin_plan_start_date < episodes.cin_referral_date

),

locations as (

    select
        return_id,
        finding_key,
        'CINplanDates' as table_name,
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
