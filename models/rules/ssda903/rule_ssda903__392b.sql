-- One row per episode that lacks a postcode, of a child not seeking asylum.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

known_uasc as (

    select * from {{ ref('returncheck', 'int_ssda903__known_uasc') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    left join known_uasc
        on
            episodes.return_id = known_uasc.return_id
            and episodes.child = known_uasc.child
    where
        known_uasc.child is null
        and (episodes.home_post is null or episodes.pl_post is null)
        and coalesce(episodes.ls, '') not in ('V3', 'V4')

)

{{ one_finding_a_row('failing', 'Episodes') }}
