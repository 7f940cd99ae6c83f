-- One row per pair of an adoption and a placement that differ on the carer, and record.
with

adoptions as (

    select * from {{ ref('returncheck', 'stg_ssda903__ad1') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

pairs as (

    select
        adoptions.return_id,
        adoptions.row_number as ad1_row,
        episodes.row_number as episode_row
    from adoptions
    inner join episodes
        on
            adoptions.return_id = episodes.return_id
            and adoptions.child = episodes.child
    where
        episodes.rec in ('E1', 'E11', 'E12')
        and (
            (episodes.place in ('A2', 'A3', 'A5') and adoptions.foster_care = '0')
            or (episodes.place in ('A1', 'A4', 'A6') and adoptions.foster_care = '1')
        )

),

locations as (

    select
        return_id,
        {{ finding_key(['ad1_row', 'episode_row']) }} as finding_key,
        'AD1' as table_name,
        ad1_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from pairs
    union all
    select
        return_id,
        {{ finding_key(['ad1_row', 'episode_row']) }} as finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from pairs

)

select * from locations
