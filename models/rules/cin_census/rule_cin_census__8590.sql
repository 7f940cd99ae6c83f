-- One row per child record without an episode.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

-- A record without a key is not known to be the same child as another.
children_without_episode as (

    select
        children.return_id,
        children.child_key,
        children.row_number,
        case when children.child_key is null then children.row_number end
            as unidentified_row
    from children
    anti join episodes
        on
            children.return_id = episodes.return_id
            and children.child_key = episodes.child_key

),

locations as (

    select
        return_id,
        {{ finding_key(['child_key', 'unidentified_row']) }} as finding_key,
        'ChildIdentifiers' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from children_without_episode

)

select * from locations
