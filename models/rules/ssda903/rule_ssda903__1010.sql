-- One row per care leaver record of a child still in care last year, now gone.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

final_episodes as (

    select
        return_id,
        child,
        dec_text
    from episodes
    where
        child is not null
        and decom is not null
    qualify
        row_number() over (
            partition by return_id, child
            order by decom desc nulls last, row_number desc
        ) = 1

),

failing as (

    select
        care_leavers.return_id,
        care_leavers.row_number
    from care_leavers
    inner join previous_returns
        on care_leavers.return_id = previous_returns.return_id
    inner join final_episodes
        on
            previous_returns.previous_return_id = final_episodes.return_id
            and care_leavers.child = final_episodes.child
    left join episodes
        on
            care_leavers.return_id = episodes.return_id
            and care_leavers.child = episodes.child
    where
        final_episodes.dec_text is null
        and episodes.return_id is null

)

{{ one_finding_a_row('failing', 'OC3') }}
