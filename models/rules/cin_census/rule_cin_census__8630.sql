-- One row per episode that was closed before it was referred.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

reversed_episodes as (

    select
        return_id,
        {{ finding_key(["'CINdetails'", 'row_number']) }} as finding_key,
        'CINdetails' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    where cin_closure_date < cin_referral_date

)

select * from reversed_episodes
