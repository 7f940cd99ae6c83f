-- One row per episode whose no-further-action marker is missing or no boolean.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

unmarked_episodes as (

    select
        return_id,
        {{ finding_key(["'CINdetails'", 'row_number']) }} as finding_key,
        'CINdetails' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    where is_referral_nfa is null

)

select * from unmarked_episodes
