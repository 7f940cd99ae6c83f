-- One row per child whose first episode, begun this year, is no start of care.
with

earliest_episodes as (

    select * from {{ ref('returncheck', 'int_ssda903__earliest_episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        earliest_episodes.return_id,
        earliest_episodes.row_number
    from earliest_episodes
    inner join periods
        on earliest_episodes.return_id = periods.return_id
    where
        earliest_episodes.decom >= periods.collection_start
        and coalesce(earliest_episodes.rne, '') <> 'S'

)

{{ one_finding_a_row('failing', 'Episodes') }}
