-- One row per referral since April 2013 whose source is missing or not a known code.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

code_lists as (

    select * from {{ ref('returncheck', 'rc_code_lists') }}

),

known_codes as (

    select distinct code
    from code_lists
    where collection = 'cin_census' and list_name = 'referral_source'

),

unknown_sources as (

    select
        episodes.return_id,
        {{ finding_key(["'CINdetails'", 'episodes.row_number']) }} as finding_key,
        'CINdetails' as table_name,
        episodes.row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    left join known_codes
        on episodes.referral_source = known_codes.code
    where
        episodes.cin_referral_date >= date '2013-04-01'
        and known_codes.code is null

)

select * from unknown_sources
