-- One row per adoption placement before care began, and per episode that began it.
with

placements as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

first_episodes as (

    select
        return_id,
        row_number,
        child,
        decom
    from episodes
    where
        child is not null
        and decom is not null
        and rne = 'S'
    qualify
        row_number() over (
            partition by return_id, child
            order by decom asc nulls last, row_number asc
        ) = 1

),

failing_pairs as (

    select
        placements.return_id,
        placements.row_number as placement_row,
        first_episodes.row_number as episode_row,
        {{ finding_key(['placements.row_number']) }} as finding_key
    from placements
    inner join first_episodes
        on
            placements.return_id = first_episodes.return_id
            and placements.child = first_episodes.child
            and placements.date_placed < first_episodes.decom

),

locations as (

    select
        return_id,
        finding_key,
        'PlacedAdoption' as table_name,
        placement_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs
    union all
    select
        return_id,
        finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs

)

select * from locations
