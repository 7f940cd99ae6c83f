-- One row per deprivation of liberty order begun while the child's one before it ran.
with

orders as (

    select * from {{ ref('returncheck', 'stg_ssda903__dolo') }}

),

orders_in_order as (

    select
        return_id,
        row_number,
        dolo_start,
        lag(row_number) over in_order as previous_row,
        lag(dolo_end) over in_order as previous_end
    from orders
    where child is not null
    window in_order as (
        partition by return_id, child
        order by
            coalesce(dolo_end, dolo_start) asc nulls last,
            dolo_start asc nulls last,
            row_number asc
    )

),

failing as (

    select
        return_id,
        row_number
    from orders_in_order
    where
        previous_row is not null
        and (
            previous_end is null
            or dolo_start < previous_end
        )

)

{{ one_finding_a_row('failing', 'DoLo') }}
