-- One row per time missing that starts before the one before it is over.
with

times_in_order as (

    select
        return_id,
        row_number,
        mis_start,
        lag(row_number) over in_order as earlier_row,
        lag(mis_end) over in_order as earlier_end
    from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where child is not null
    window in_order as (
        partition by return_id, child
        order by
            coalesce(mis_end, mis_start) asc nulls last,
            mis_start asc nulls last,
            row_number asc
    )

),

failing as (

    select
        return_id,
        row_number
    from times_in_order
    where
        earlier_row is not null
        and (
            earlier_end is null
            or mis_start < earlier_end
        )

)

{{ one_finding_a_row('failing', 'Missing') }}
