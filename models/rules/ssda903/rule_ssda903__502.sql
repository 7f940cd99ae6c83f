-- One row per first episode of a child whose open one of last year began otherwise.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

first_episodes as (

    select *
    from episodes
    where decom is not null
    qualify
        row_number() over (
            partition by return_id, child
            order by decom asc nulls last, row_number asc
        ) = 1

),

open_episodes as (

    select * from episodes
    where dec_text is null

),

failing as (

    select distinct
        first_episodes.return_id,
        first_episodes.row_number
    from first_episodes
    inner join previous_returns
        on first_episodes.return_id = previous_returns.return_id
    inner join open_episodes
        on
            previous_returns.previous_return_id = open_episodes.return_id
            and first_episodes.child = open_episodes.child
    where coalesce(first_episodes.decom <> open_episodes.decom, true)

)

{{ one_finding_a_row('failing', 'Episodes') }}
