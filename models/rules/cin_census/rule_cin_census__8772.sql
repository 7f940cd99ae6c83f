-- One row per child record with UN7, and per referral of the child that went further.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

contradicted_pairs as (

    select
        children.return_id,
        {{ finding_key(['children.child_key', 'episodes.referral_nfa']) }}
            as finding_key,
        children.row_number as child_row,
        episodes.row_number as episode_row,
        episodes.referral_nfa is null as is_mark_missing
    from children
    inner join episodes
        on
            children.return_id = episodes.return_id
            and children.child_key = episodes.child_key
    where
        children.upn_unknown = 'UN7'
        and episodes.is_referral_nfa is not true

),

locations as (

    select
        return_id,
        finding_key,
        'ChildIdentifiers' as table_name,
        child_row as row_number,
        -- A mark that is missing is the fault, not the reason beside it.
        case when is_mark_missing then 'related' else 'fault' end as role,
        cast(null as string) as details
    from contradicted_pairs
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from contradicted_pairs

)

select * from locations
