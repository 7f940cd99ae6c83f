-- One row per episode of a child's care history, with the placement that it belongs to.
with

episodes as (

    select * from {{ ref('returncheck', 'int_ssda903__periods_of_care') }}

),

-- Temporary placements neither are one nor end one.
settled_episodes as (

    select
        *,
        lag(position) over in_order as settled_position,
        lag(place) over in_order as settled_place,
        lag(place_provider) over in_order as settled_provider,
        lag(pl_post) over in_order as settled_post,
        lag(urn) over in_order as settled_urn
    from episodes
    where coalesce(place, '') not in ('T0', 'T1', 'T2', 'T3', 'T4')
    window in_order as (
        partition by return_id, child, period_number
        order by position asc nulls last
    )

),

new_placements as (

    select
        return_id,
        child,
        position
    from settled_episodes
    where
        settled_position is null
        or (
            coalesce(rne in ('S', 'P', 'B'), false)
            and not (
                settled_position < position - 1
                and place is not distinct from settled_place
                and place_provider is not distinct from settled_provider
                and pl_post is not distinct from settled_post
                and urn is not distinct from settled_urn
            )
        )

),

numbered as (

    select
        episodes.*,
        cast(
            count(new_placements.position)
                over (
                    partition by episodes.return_id, episodes.child
                    order by episodes.position asc nulls last
                )
            as integer
        ) as placement_number
    from episodes
    left join new_placements
        on
            episodes.return_id = new_placements.return_id
            and episodes.child = new_placements.child
            and episodes.position = new_placements.position

),

placements as (

    select
        return_id,
        years_back,
        row_number,
        child,
        period_number,
        placement_number,
        period_start,
        min(decom) over (partition by return_id, child, period_number, placement_number)
            as placement_start,
        case
            when
                count(*)
                    over (
                        partition by return_id, child, period_number, placement_number
                    )
                = count(dec) over (
                    partition by return_id, child, period_number, placement_number
                )
                then
                    max(dec) over (
                        partition by return_id, child, period_number, placement_number
                    )
        end as placement_end
    from numbered

)

select * from placements
