-- One row per ended deprivation of liberty order and episode that shares a day with it.
with

orders as (

    select * from {{ ref('returncheck', 'stg_ssda903__dolo') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

placements_under_order as (

    select
        orders.return_id,
        orders.row_number as order_row,
        episodes.row_number as episode_row,
        episodes.place
    from orders
    inner join episodes
        on
            orders.return_id = episodes.return_id
            and orders.child = episodes.child
            and orders.dolo_end >= episodes.decom
    where
        orders.dolo_start is not null
        and (
            episodes.dec is null
            or orders.dolo_start <= episodes.dec
        )

)

select * from placements_under_order
