-- One row per first placement order of a child, and per placement decision that came
-- later.
with

decisions as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

first_orders as (

    select
        return_id,
        child,
        row_number,
        decom
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null
        and ls = 'E1'
    qualify
        row_number() over (
            partition by return_id, child
            order by decom asc nulls last, row_number asc
        ) = 1

),

failing_pairs as (

    select
        first_orders.return_id,
        first_orders.row_number as order_row,
        decisions.row_number as decision_row
    from first_orders
    inner join decisions
        on
            first_orders.return_id = decisions.return_id
            and first_orders.child = decisions.child
    where decisions.date_placed > first_orders.decom

),

locations as (

    select distinct
        return_id,
        {{ finding_key(['order_row']) }} as finding_key,
        'Episodes' as table_name,
        order_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs
    union all
    select
        return_id,
        {{ finding_key(['order_row']) }} as finding_key,
        'PlacedAdoption' as table_name,
        decision_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs

)

select * from locations
