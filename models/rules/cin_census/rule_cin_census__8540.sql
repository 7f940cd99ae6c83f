-- One row per record of an accepted child without a valid set of disabilities.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

disabilities as (

    select * from {{ ref('returncheck', 'stg_cin_census__disabilities') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

code_lists as (

    select * from {{ ref('returncheck', 'rc_code_lists') }}

),

known_codes as (

    select distinct code
    from code_lists
    where collection = 'cin_census' and list_name = 'disability'

),

unsound_children as (

    -- No disability and an unknown or missing one both leave the known code null.
    select
        children.return_id,
        {{ finding_key(['children.child_key', 'children.person_birth_date']) }}
            as finding_key,
        children.row_number as child_row,
        disabilities.row_number as disability_row,
        episodes.row_number as episode_row
    from children
    inner join episodes
        on
            children.return_id = episodes.return_id
            and children.child_key = episodes.child_key
    left join disabilities
        on
            children.return_id = disabilities.return_id
            and children.child_key = disabilities.child_key
    left join known_codes
        on disabilities.disability = known_codes.code
    where
        children.person_birth_date is not null
        and episodes.is_referral_nfa is false
        and known_codes.code is null

),

locations as (

    select
        return_id,
        finding_key,
        'ChildIdentifiers' as table_name,
        child_row as row_number,
        case when disability_row is null then 'fault' else 'related' end as role,
        cast(null as string) as details
    from unsound_children
    union
    select
        return_id,
        finding_key,
        'Disabilities' as table_name,
        disability_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from unsound_children
    where disability_row is not null
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from unsound_children

)

select * from locations
