-- One row per decision for adoption reversed before the year or the child's care, and
-- per episode it is held against.
with

decisions as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

first_episodes as (

    select *
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null
        and coalesce(ls, '') not in ('V3', 'V4')
    qualify
        row_number() over (
            partition by return_id, child
            order by decom asc nulls last, row_number asc
        ) = 1

),

early_reversals as (

    select
        decisions.return_id,
        {{ finding_key(['decisions.row_number']) }} as finding_key,
        decisions.row_number as decision_row,
        first_episodes.row_number as episode_row
    from decisions
    inner join periods
        on decisions.return_id = periods.return_id
    inner join first_episodes
        on
            decisions.return_id = first_episodes.return_id
            and decisions.child = first_episodes.child
    where
        decisions.date_placed_ceased < periods.collection_start
        or decisions.date_placed_ceased < first_episodes.decom

),

locations as (

    select
        return_id,
        finding_key,
        'PlacedAdoption' as table_name,
        decision_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from early_reversals
    union all
    select
        return_id,
        finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from early_reversals

)

select * from locations
