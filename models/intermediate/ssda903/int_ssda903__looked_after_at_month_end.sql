-- One row per child looked after at a month end, short breaks left out: the episode
-- that is open on that day.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and coalesce(ls, '') not in ('V3', 'V4')

),

months as (

    select * from {{ ref('returncheck', 'int_return_months') }}

),

children as (

    select * from {{ ref('returncheck', 'int_ssda903__children') }}

),

-- Open on a day: begun by it, and not ended on or before it.
open_episodes as (

    select
        episodes.return_id,
        episodes.row_number,
        episodes.child,
        episodes.decom,
        episodes.ls,
        episodes.place,
        episodes.place_provider,
        episodes.pl_location,
        episodes.pl_distance,
        months.month_start,
        months.month_end,
        months.period_end
    from episodes
    inner join months
        on episodes.return_id = months.return_id
    where
        episodes.decom <= months.month_end
        and coalesce(episodes.dec > months.month_end, true)

),

-- Of episodes that overlap the latest one holds.
one_a_child as (

    select *
    from open_episodes
    qualify
        row_number() over (
            partition by return_id, child, month_end
            order by decom desc nulls last, row_number desc nulls last
        ) = 1

),

looked_after as (

    select
        one_a_child.return_id,
        one_a_child.row_number,
        one_a_child.child,
        one_a_child.month_start,
        one_a_child.month_end,
        one_a_child.month_end = one_a_child.period_end as is_year_end,
        one_a_child.decom,
        one_a_child.ls,
        one_a_child.place,
        one_a_child.place_provider,
        one_a_child.pl_location,
        one_a_child.pl_distance,
        children.dob,
        coalesce(children.is_uasc, false)
        and coalesce(children.uasc_ended_on > one_a_child.month_end, true) as is_uasc
    from one_a_child
    left join children
        on
            one_a_child.return_id = children.return_id
            and one_a_child.child = children.child

)

select * from looked_after
