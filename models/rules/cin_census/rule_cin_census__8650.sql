-- One row per episode with an unknown primary need.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

code_lists as (

    select * from {{ ref('returncheck', 'rc_code_lists') }}

),

known_needs as (

    select distinct code
    from code_lists
    where collection = 'cin_census' and list_name = 'primary_need'

),

unknown_needs as (

    select
        episodes.return_id,
        {{ finding_key(["'CINdetails'", 'episodes.row_number']) }} as finding_key,
        'CINdetails' as table_name,
        episodes.row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    left join known_needs
        on episodes.primary_need_code = known_needs.code
    where
        episodes.primary_need_code is not null
        and known_needs.code is null

)

select * from unknown_needs
