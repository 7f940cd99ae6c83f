-- One row per pair of a decision on adoption and a later start of care, and record.
with

adoptions as (

    select * from {{ ref('returncheck', 'stg_ssda903__ad1') }}

),

episodes as (

    select *
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        rne = 'S'
        and decom is not null
    qualify
        row_number() over (
            partition by return_id, child
            order by decom desc nulls last, row_number asc
        ) = 1

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
    where adoptions.date_int < episodes.decom

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
