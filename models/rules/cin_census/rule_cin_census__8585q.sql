-- One row per child record without a death date, and per episode closed as died.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

undated_deaths as (

    select
        children.return_id,
        {{ finding_key(['children.child_key']) }} as finding_key,
        children.row_number as child_row,
        episodes.row_number as episode_row
    from children
    inner join episodes
        on
            children.return_id = episodes.return_id
            and children.child_key = episodes.child_key
    where
        children.person_death_date is null
        and episodes.reason_for_closure = 'RC2'

),

locations as (

    select
        return_id,
        finding_key,
        'ChildIdentifiers' as table_name,
        child_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from undated_deaths
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from undated_deaths

)

select * from locations
