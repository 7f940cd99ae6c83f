-- One row per child of a return who was looked after throughout its year.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where child is not null

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

judged_episodes as (

    select
        episodes.return_id,
        episodes.child,
        coalesce(
            episodes.decom <= periods.collection_end
            and (
                episodes.dec is null
                or episodes.dec >= periods.collection_start
            ),
            false
        ) as is_in_year,
        coalesce(
            episodes.rne = 'S'
            and episodes.decom > periods.collection_start
            and episodes.decom <= periods.collection_end,
            false
        ) as is_begun_in_year,
        coalesce(
            coalesce(episodes.rec, '') <> 'X1'
            and episodes.dec >= periods.collection_start
            and episodes.dec < periods.collection_end,
            false
        ) as is_ended_in_year,
        coalesce(episodes.ls in ('V3', 'V4'), false) as is_short_break
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id

),

continuously_looked_after as (

    select
        return_id,
        child
    from judged_episodes
    group by
        return_id,
        child
    having
        bool_or(is_in_year)
        and not bool_or(
            is_begun_in_year
            or is_ended_in_year
            or (is_short_break and is_in_year)
        )

)

select * from continuously_looked_after
