-- One row per episode of a known child, in the order of its starts, with what the
-- episode before it holds.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where child is not null

),

episodes_in_order as (

    select
        return_id,
        row_number,
        child,
        decom,
        decom_text,
        rne,
        ls,
        place,
        place_provider,
        dec,
        dec_text,
        rec,
        pl_post,
        urn,
        row_number() over in_order as position,
        count(*) over (partition by return_id, child) as episodes_of_child,
        lag(row_number) over in_order as previous_row,
        lag(decom) over in_order as previous_decom,
        lag(rne) over in_order as previous_rne,
        lag(ls) over in_order as previous_ls,
        lag(place) over in_order as previous_place,
        lag(place_provider) over in_order as previous_place_provider,
        lag(dec) over in_order as previous_dec,
        lag(dec_text) over in_order as previous_dec_text,
        lag(rec) over in_order as previous_rec,
        lag(pl_post) over in_order as previous_pl_post,
        lag(urn) over in_order as previous_urn,
        lead(row_number) over in_order as next_row,
        lead(decom) over in_order as next_decom
    from episodes
    window in_order as (
        partition by return_id, child
        order by decom asc nulls last, row_number asc
    )

)

select * from episodes_in_order
