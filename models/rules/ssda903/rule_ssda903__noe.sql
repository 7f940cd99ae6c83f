-- One row per episode begun before the year of a child without episodes last year.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    inner join previous_returns
        on episodes.return_id = previous_returns.return_id
    left join episodes as last_episodes
        on
            previous_returns.previous_return_id = last_episodes.return_id
            and episodes.child = last_episodes.child
    where
        episodes.decom < periods.collection_start
        and last_episodes.return_id is null

)

{{ one_finding_a_row('failing', 'Episodes') }}
