-- One row per episode with an unknown reason for closure.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

code_lists as (

    select * from {{ ref('returncheck', 'rc_code_lists') }}

),

known_reasons as (

    select distinct code
    from code_lists
    where collection = 'cin_census' and list_name = 'reason_for_closure'

),

unknown_reasons as (

    select
        episodes.return_id,
        {{ finding_key(["'CINdetails'", 'episodes.row_number']) }} as finding_key,
        'CINdetails' as table_name,
        episodes.row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    left join known_reasons
        on episodes.reason_for_closure = known_reasons.code
    where
        episodes.reason_for_closure is not null
        and known_reasons.code is null

)

select * from unknown_reasons
