-- One row per child with an episode that has a start: the first of them.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null

),

earliest_episodes as (

    select
        return_id,
        row_number,
        child,
        decom,
        rne
    from episodes
    qualify
        row_number() over (
            partition by return_id, child
            order by decom asc nulls last, row_number asc
        ) = 1

)

select * from earliest_episodes
