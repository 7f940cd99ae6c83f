-- One row per first adoptive placement of a child, and per last placement decision,
-- where it came later.
with

first_placements as (

    select
        return_id,
        child,
        row_number,
        decom
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null
        and place in ('A3', 'A4', 'A5', 'A6')
    qualify
        row_number() over (
            partition by return_id, child
            order by decom asc nulls last, row_number asc
        ) = 1

),

last_decisions as (

    select
        return_id,
        child,
        row_number,
        date_placed
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    where
        child is not null
        and date_placed is not null
    qualify
        row_number() over (
            partition by return_id, child
            order by date_placed desc nulls last, row_number asc
        ) = 1

),

failing_pairs as (

    select
        first_placements.return_id,
        first_placements.row_number as placement_row,
        last_decisions.row_number as decision_row
    from first_placements
    inner join last_decisions
        on
            first_placements.return_id = last_decisions.return_id
            and first_placements.child = last_decisions.child
    where first_placements.decom < last_decisions.date_placed

),

locations as (

    select
        return_id,
        {{ finding_key(['placement_row']) }} as finding_key,
        'Episodes' as table_name,
        placement_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs
    union all
    select
        return_id,
        {{ finding_key(['placement_row']) }} as finding_key,
        'PlacedAdoption' as table_name,
        decision_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs

)

select * from locations
