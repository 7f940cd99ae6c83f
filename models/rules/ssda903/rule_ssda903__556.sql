-- One row per freeing order that began before a placement decision of the child.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where ls = 'D1'

),

last_decisions as (

    select
        return_id,
        child,
        max(date_placed) as date_placed
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    group by
        return_id,
        child

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join last_decisions
        on
            episodes.return_id = last_decisions.return_id
            and episodes.child = last_decisions.child
    where last_decisions.date_placed > episodes.decom

)

{{ one_finding_a_row('failing', 'Episodes') }}
