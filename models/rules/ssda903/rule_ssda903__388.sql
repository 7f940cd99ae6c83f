-- One row per episode that ends as if another followed when none does, or the reverse.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where child is not null

),

episodes_in_order as (

    select
        return_id,
        row_number,
        dec,
        rec,
        lead(decom) over in_order as next_decom
    from episodes
    window in_order as (
        partition by return_id, child
        order by decom asc nulls first, row_number asc
    )

),

failing as (

    select
        return_id,
        row_number
    from episodes_in_order
    where
        (
            rec = 'X1'
            and dec is not null
            and dec is distinct from next_decom
        )
        or (rec <> 'X1' and dec = next_decom)

)

{{ one_finding_a_row('failing', 'Episodes') }}
