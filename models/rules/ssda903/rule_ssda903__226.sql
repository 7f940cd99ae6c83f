-- One row per temporary placement with a reason for it, in it or in the episode before.
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
    from episodes
    left join episodes_in_order
        on
            episodes.return_id = episodes_in_order.return_id
            and episodes.row_number = episodes_in_order.row_number
    left join episodes as previous_episodes
        on
            episodes_in_order.return_id = previous_episodes.return_id
            and episodes_in_order.previous_row = previous_episodes.row_number
    where
        episodes.place in ('T0', 'T1', 'T2', 'T3', 'T4')
        and coalesce(
            episodes.reason_place_change,
            previous_episodes.reason_place_change
        ) is not null

)

{{ one_finding_a_row('failing', 'Episodes') }}
