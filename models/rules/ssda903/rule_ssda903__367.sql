-- One row per episode of a child with more than 75 days of short breaks in the year.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and ls = 'V3'
        and decom is not null
        and (dec_text is null or dec is not null)

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

cut_episodes as (

    select
        episodes.return_id,
        episodes.row_number,
        episodes.child,
        greatest(episodes.decom, periods.collection_start) as first_day,
        least(
            coalesce(episodes.dec, periods.collection_end), periods.collection_end
        ) as last_day
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id

),

counted_episodes as (

    select
        return_id,
        row_number,
        child,
        sum({{ days_between('first_day', 'last_day') }}) over (
            partition by return_id, child
        ) as days_of_child
    from cut_episodes
    where last_day > first_day

),

failing as (

    select * from counted_episodes
    where days_of_child > 75

),

locations as (

    select
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Episodes' as table_name,
        row_number as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing

)

select * from locations
