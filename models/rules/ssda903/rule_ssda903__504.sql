-- One row per episode that goes on from the one before with another category of need.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where child is not null

),

episodes_in_order as (

    select
        return_id,
        row_number,
        decom,
        cin,
        lag(dec) over in_order as previous_dec,
        lag(rec) over in_order as previous_rec,
        lag(cin) over in_order as previous_cin
    from episodes
    window in_order as (
        partition by return_id, child
        order by decom asc nulls last, row_number asc
    )

),

failing as (

    select
        return_id,
        row_number
    from episodes_in_order
    where
        previous_rec = 'X1'
        and previous_dec = decom
        and cin is distinct from previous_cin

)

{{ one_finding_a_row('failing', 'Episodes') }}
