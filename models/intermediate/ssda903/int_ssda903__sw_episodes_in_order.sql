-- One row per episode with a social worker of a known child, in the order of their
-- starts, with what the one before it holds.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}

),

sw_episodes_in_order as (

    select
        return_id,
        row_number,
        child,
        sw_decom,
        sw_dec,
        count(*) over (partition by return_id, child) as episodes_of_child,
        lag(row_number) over in_order as previous_row,
        lag(sw_decom) over in_order as previous_sw_decom,
        lag(sw_dec) over in_order as previous_sw_dec,
        lead(row_number) over in_order as next_row,
        lead(sw_decom) over in_order as next_sw_decom
    from episodes
    where child is not null
    window in_order as (
        partition by return_id, child
        order by sw_decom asc nulls last, row_number asc
    )

)

select * from sw_episodes_in_order
