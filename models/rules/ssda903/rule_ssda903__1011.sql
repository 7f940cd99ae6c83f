-- One row per care leaver record of a child whose care passed to another authority.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

last_episodes as (

    select
        return_id,
        child,
        rec
    from episodes
    where
        child is not null
        and decom is not null
    qualify
        row_number() over (
            partition by return_id, child
            order by decom desc nulls last, row_number asc
        ) = 1

),

failing as (

    select
        care_leavers.return_id,
        care_leavers.row_number
    from care_leavers
    inner join last_episodes
        on
            care_leavers.return_id = last_episodes.return_id
            and care_leavers.child = last_episodes.child
    where
        last_episodes.rec = 'E3'
        and coalesce(
            care_leavers.in_touch, care_leavers.activ, care_leavers.accom
        ) is not null

)

{{ one_finding_a_row('failing', 'OC3') }}
