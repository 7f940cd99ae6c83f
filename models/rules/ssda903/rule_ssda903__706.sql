-- One row per order left open in the year before and not carried into this year.
with

orders as (

    select * from {{ ref('returncheck', 'stg_ssda903__dolo') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

open_orders as (

    select
        previous_returns.return_id,
        orders.row_number,
        orders.child,
        orders.dolo_start,
        orders.dolo_start_text
    from previous_returns
    inner join orders
        on previous_returns.previous_return_id = orders.return_id
    where
        orders.dolo_start_text is not null
        and orders.dolo_end_text is null

),

-- A start that is no date is the same where it is written alike.
failing as (

    select
        open_orders.return_id,
        open_orders.row_number
    from open_orders
    left join orders
        on
            open_orders.return_id = orders.return_id
            and open_orders.child = orders.child
            and (
                open_orders.dolo_start = orders.dolo_start
                or open_orders.dolo_start_text = orders.dolo_start_text
            )
    where orders.return_id is null

)

{{ one_finding_a_row('failing', 'DoLo_last') }}
