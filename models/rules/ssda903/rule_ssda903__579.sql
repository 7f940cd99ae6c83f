-- One row per placement decision made before the one before it ceased.
with

decisions_in_order as (

    select
        return_id,
        row_number,
        date_placed,
        lag(row_number) over in_order as earlier_row,
        lag(date_placed_ceased) over in_order as earlier_ceased
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    where child is not null
    window in_order as (
        partition by return_id, child
        order by date_placed asc nulls last, row_number asc
    )

),

failing as (

    select
        return_id,
        row_number
    from decisions_in_order
    where
        earlier_row is not null
        and (
            earlier_ceased is null
            or date_placed < earlier_ceased
        )

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
