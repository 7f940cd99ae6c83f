-- One row per episode of need and month end of the return's year on which it is open.
with

episodes as (

    select * from {{ ref('returncheck', 'int_cin_census__episode_states') }}

),

months as (

    select * from {{ ref('returncheck', 'int_return_months') }}

),

-- Open on a day: begun by it, and not closed on or before it.
episode_months as (

    select
        episodes.return_id,
        episodes.row_number,
        episodes.child_key,
        months.month_end
    from episodes
    inner join months
        on episodes.return_id = months.return_id
    where
        episodes.is_in_need
        and episodes.cin_referral_date <= months.month_end
        and coalesce(episodes.cin_closure_date > months.month_end, true)

),

open_episodes as (

    select
        return_id,
        row_number,
        child_key,
        month_end,
        child_key is null
        or row_number() over (
            partition by return_id, month_end, child_key
            order by row_number
        ) = 1 as is_first_of_child
    from episode_months

)

select * from open_episodes
