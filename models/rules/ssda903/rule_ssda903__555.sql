-- One row per freeing order of a child without a placement decision, and per ended
-- decision of a child under such an order.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where ls = 'D1'

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
        child
    from episodes
    where dec_text is null

),

failing as (

    select
        episodes.return_id,
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

),

locations as (

    select
        return_id,
        {{ finding_key(['table_name', 'row_number']) }} as finding_key,
        table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from failing

)

select * from locations
