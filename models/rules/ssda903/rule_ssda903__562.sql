-- One row per first episode, begun before the year, that is not the last of the year
-- before.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

carried_episodes as (

    select
        episodes.return_id,
        episodes.child,
        episodes.row_number,
        episodes.decom
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    where
        episodes.child is not null
        and episodes.decom < periods.collection_start
    qualify
        row_number() over (
            partition by episodes.return_id, episodes.child
            order by episodes.decom asc nulls last, episodes.row_number asc
        ) = 1

),

last_starts as (

    select
        previous_returns.return_id,
        episodes.child,
        max(episodes.decom) as decom
    from episodes
    inner join previous_returns
        on episodes.return_id = previous_returns.previous_return_id
    group by
        previous_returns.return_id,
        episodes.child

),

failing as (

    select
        carried_episodes.return_id,
        carried_episodes.row_number
    from carried_episodes
    left join last_starts
        on
            carried_episodes.return_id = last_starts.return_id
            and carried_episodes.child = last_starts.child
    where
        last_starts.decom is null
        or last_starts.decom <> carried_episodes.decom

)

{{ one_finding_a_row('failing', 'Episodes') }}
