-- One row per decision later than its adoptive placement, and per such placement.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

adoptions as (

    select * from {{ ref('returncheck', 'stg_ssda903__ad1') }}

),

late_decisions as (

    select
        episodes.return_id,
        {{ finding_key(['episodes.row_number', 'adoptions.row_number']) }}
            as finding_key,
        episodes.row_number as episode_row,
        adoptions.row_number as adoption_row
    from episodes
    inner join adoptions
        on
            episodes.return_id = adoptions.return_id
            and episodes.child = adoptions.child
    where
        episodes.place in ('A3', 'A4', 'A5', 'A6')
        and adoptions.date_int > episodes.decom

),

locations as (

    select
        return_id,
        finding_key,
        'AD1' as table_name,
        adoption_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from late_decisions
    union all
    select
        return_id,
        finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from late_decisions

)

select * from locations
