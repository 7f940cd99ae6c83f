-- One row per child whose first episode starts before it was born, and per record.
with

earliest_episodes as (

    select * from {{ ref('returncheck', 'int_ssda903__earliest_episodes') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

failing as (

    select
        earliest_episodes.return_id,
        earliest_episodes.row_number as episode_row,
        headers.row_number as header_row
    from earliest_episodes
    inner join headers
        on
            earliest_episodes.return_id = headers.return_id
            and earliest_episodes.child = headers.child
    where headers.dob > earliest_episodes.decom

),

locations as (

    select distinct
        return_id,
        {{ finding_key(['episode_row']) }} as finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing
    union all
    select distinct
        return_id,
        {{ finding_key(['episode_row']) }} as finding_key,
        'Header' as table_name,
        header_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing

)

select * from locations
