-- One row per decision for adoption dated after the year or the child's care, and per
-- episode it is held against.
with

decisions as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

last_episodes as (

    select *
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null
        and coalesce(rec, '') <> 'X1'
    qualify
        row_number() over (
            partition by return_id, child
            order by decom desc nulls last, row_number asc
        ) = 1

),

late_decisions as (

    select
        decisions.return_id,
        {{ finding_key(['decisions.row_number']) }} as finding_key,
        decisions.row_number as decision_row,
        last_episodes.row_number as episode_row
    from decisions
    inner join periods
        on decisions.return_id = periods.return_id
    inner join last_episodes
        on
            decisions.return_id = last_episodes.return_id
            and decisions.child = last_episodes.child
    where
        decisions.date_placed > periods.collection_end
        or decisions.date_placed_ceased > periods.collection_end
        or decisions.date_placed > last_episodes.dec
        or decisions.date_placed_ceased > last_episodes.dec

),

locations as (

    select
        return_id,
        finding_key,
        'PlacedAdoption' as table_name,
        decision_row as row_number,
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
