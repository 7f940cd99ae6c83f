-- One row per episode that does not take a child back after a temporary placement.
with

episodes_in_order as (

    select * from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}

),

third_episodes as (

    select
        return_id,
        row_number,
        position,
        rne,
        previous_place,
        place,
        pl_post,
        lag(previous_place) over in_order as place_before_that,
        lag(previous_pl_post) over in_order as pl_post_before_that
    from episodes_in_order
    window in_order as (
        partition by return_id, child
        order by position asc nulls last
    )

),

failing as (

    select
        return_id,
        row_number
    from third_episodes
    where
        position > 2
        and previous_place in ('T0', 'T1', 'T2', 'T3', 'T4')
        and (
            coalesce(rne, '') <> 'P'
            or place is distinct from place_before_that
            or pl_post is distinct from pl_post_before_that
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
