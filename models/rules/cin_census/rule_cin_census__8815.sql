-- One row per open episode of a child who has several.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

open_episodes as (

    select
        return_id,
        child_key,
        row_number
    from episodes
    where cin_closure_date is null and is_referral_nfa is false

),

repeated_episodes as (

    select
        return_id,
        {{ finding_key(["'CINdetails'", 'row_number']) }} as finding_key,
        {{ finding_key(['child_key']) }} as counted_as,
        'CINdetails' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from open_episodes
    where child_key is not null
    qualify count(*) over (partition by return_id, child_key) > 1

)

select * from repeated_episodes
