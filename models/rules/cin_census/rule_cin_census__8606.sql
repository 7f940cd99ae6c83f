-- One row per referral too far ahead of the birth, and per record of its child.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

premature_referrals as (

    select
        episodes.return_id,
        {{ finding_key(['episodes.child_key', 'episodes.cin_referral_date']) }}
            as finding_key,
        episodes.row_number as episode_row,
        children.row_number as child_row
    from episodes
    inner join children
        on
            episodes.return_id = children.return_id
            and episodes.child_key = children.child_key
    where
        episodes.cin_referral_date < {{ add_days('children.person_birth_date', -280) }}
        or episodes.cin_referral_date
        < {{ add_days('children.expected_person_birth_date', -280) }}

),

locations as (

    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from premature_referrals
    union
    select
        return_id,
        finding_key,
        'ChildIdentifiers' as table_name,
        child_row as row_number,
        'related' as role,
        cast(null as string) as details
    from premature_referrals

)

select * from locations
