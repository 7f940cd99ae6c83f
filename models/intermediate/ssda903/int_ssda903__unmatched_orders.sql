-- One row per record that lacks its other half: an episode under a freeing or placement
-- order whose child has no decision, an ended decision of a child under an order.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where ls in ('D1', 'E1')

),

decisions as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

decided_children as (

    select distinct
        return_id,
        child
    from decisions

),

children_under_order as (

    select distinct
        return_id,
        child,
        ls
    from episodes
    where dec_text is null

),

unmatched_orders as (

    select
        episodes.return_id,
        episodes.ls,
        'Episodes' as table_name,
        episodes.row_number
    from episodes
    left join decided_children
        on
            episodes.return_id = decided_children.return_id
            and episodes.child = decided_children.child
    where decided_children.child is null
    union all
    select
        decisions.return_id,
        children_under_order.ls,
        'PlacedAdoption' as table_name,
        decisions.row_number
    from decisions
    inner join children_under_order
        on
            decisions.return_id = children_under_order.return_id
            and decisions.child = children_under_order.child
    where
        decisions.date_placed_ceased_text is not null
        or decisions.reason_placed_ceased is not null

)

select * from unmatched_orders
