-- One row per deprivation of liberty order that ends outside the collection year.
with

orders as (

    select * from {{ ref('returncheck', 'stg_ssda903__dolo') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        orders.return_id,
        orders.row_number
    from orders
    inner join periods
        on orders.return_id = periods.return_id
    where
        orders.dolo_end < periods.collection_start
        or orders.dolo_end > periods.collection_end

)

{{ one_finding_a_row('failing', 'DoLo') }}
