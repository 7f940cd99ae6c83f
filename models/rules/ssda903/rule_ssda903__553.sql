-- One row per placement order of a child without a placement decision, and per ended
-- decision of a child under such an order.
with

failing as (

    select * from {{ ref('returncheck', 'int_ssda903__unmatched_orders') }}
    where ls = 'E1'

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
