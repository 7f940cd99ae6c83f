-- One row per open episode that is not the latest referral, and per latest one.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

latest_referrals as (

    select
        return_id,
        child_key,
        row_number
    from episodes
    where cin_referral_date is not null
    qualify
        row_number() over (
            partition by return_id, child_key
            order by cin_referral_date desc, row_number asc
        ) = 1

),

older_open_episodes as (

    select
        episodes.return_id,
        {{ finding_key(["'CINdetails'", 'episodes.row_number']) }} as finding_key,
        episodes.row_number as older_row,
        latest_referrals.row_number as latest_row
    from episodes
    inner join latest_referrals
        on
            episodes.return_id = latest_referrals.return_id
            and episodes.child_key = latest_referrals.child_key
    where
        episodes.cin_referral_date is not null
        and episodes.cin_closure_date is null
        and episodes.is_referral_nfa is false
        and episodes.row_number <> latest_referrals.row_number

),

locations as (

    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        older_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from older_open_episodes
    union all
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        latest_row as row_number,
        'related' as role,
        cast(null as string) as details
    from older_open_episodes

)

select * from locations
