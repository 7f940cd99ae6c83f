-- One row per continuation that does not begin on the end of the episode before.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where child is not null

),

episodes_in_order as (

    select
        return_id,
        row_number,
        rne,
        decom,
        lag(row_number) over in_order as previous_row,
        lag(dec) over in_order as previous_dec
    from episodes
    window in_order as (
        partition by return_id, child
        order by decom asc nulls last, dec asc nulls last, row_number asc
    )

),

failing as (

    select
        return_id,
        row_number
    from episodes_in_order
    where
        rne in ('P', 'L', 'T', 'U', 'B')
        and previous_row is not null
        and coalesce(decom <> previous_dec, true)

)

{{ one_finding_a_row('failing', 'Episodes') }}
