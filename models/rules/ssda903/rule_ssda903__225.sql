-- One row per episode that another placement follows, without a reason for the change.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

episodes_in_order as (

    select * from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes_in_order
    inner join episodes
        on
            episodes_in_order.return_id = episodes.return_id
            and episodes_in_order.previous_row = episodes.row_number
    where
        episodes.rec = 'X1'
        and episodes.reason_place_change is null
        and coalesce(episodes.place, '') not in ('T0', 'T1', 'T2', 'T3', 'T4')
        and episodes_in_order.rne in ('P', 'B', 'T', 'U')
        and coalesce(episodes_in_order.place, '') not in ('T0', 'T1', 'T2', 'T3', 'T4')

)

{{ one_finding_a_row('failing', 'Episodes') }}
