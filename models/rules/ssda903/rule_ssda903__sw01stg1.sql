-- One row per open episode of a child whose social worker details are not complete.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

sw_episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}

),

children_with_details as (

    select
        return_id,
        child
    from sw_episodes
    where child is not null
    group by
        return_id,
        child
    having
        count(sw_id) > 0
        and count(sw_decom_text) > 0
        and count(sw_reason) > 0

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    left join children_with_details
        on
            episodes.return_id = children_with_details.return_id
            and episodes.child = children_with_details.child
    where
        episodes.dec_text is null
        and (
            episodes.ls is null
            or episodes.ls not in ('V3', 'V4')
        )
        and children_with_details.return_id is null

)

{{ one_finding_a_row('failing', 'Episodes') }}
