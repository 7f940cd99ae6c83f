-- One row per care leaver record of a child without episodes in this year or the last.
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

children as (

    select
        return_id,
        child
    from episodes
    union
    select
        previous_returns.return_id,
        episodes.child
    from previous_returns
    inner join episodes
        on previous_returns.previous_return_id = episodes.return_id

),

failing as (

    select
        care_leavers.return_id,
        care_leavers.row_number
    from care_leavers
    left join children
        on
            care_leavers.return_id = children.return_id
            and care_leavers.child = children.child
    where children.return_id is null

)

{{ one_finding_a_row('failing', 'OC3') }}
