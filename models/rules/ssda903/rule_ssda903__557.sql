-- One row per episode with which a child left care unadopted, and per placement
-- decision that is not said to have ended.
with

decisions as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

leavings as (

    select
        return_id,
        child,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        (
            place in ('A3', 'A4', 'A5', 'A6')
            or ls in ('D1', 'E1')
        )
        and rec is not null
        and rec not in ('E11', 'E12', 'X1')

),

unended_decisions as (

    select
        return_id,
        child,
        row_number
    from decisions
    where
        date_placed_ceased_text is null
        or reason_placed_ceased is null

),

decided_children as (

    select
        return_id,
        child,
        bool_or(
            date_placed_ceased_text is null
            or reason_placed_ceased is null
        ) as has_unended
    from decisions
    group by
        return_id,
        child

),

failing_leavings as (

    select
        leavings.return_id,
        leavings.child,
        leavings.row_number
    from leavings
    left join decided_children
        on
            leavings.return_id = decided_children.return_id
            and leavings.child = decided_children.child
    where coalesce(decided_children.has_unended, true)

),

locations as (

    select
        return_id,
        {{ finding_key(['row_number']) }} as finding_key,
        'Episodes' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_leavings
    union all
    select
        failing_leavings.return_id,
        {{ finding_key(['failing_leavings.row_number']) }} as finding_key,
        'PlacedAdoption' as table_name,
        unended_decisions.row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_leavings
    inner join unended_decisions
        on
            failing_leavings.return_id = unended_decisions.return_id
            and failing_leavings.child = unended_decisions.child

)

select * from locations
