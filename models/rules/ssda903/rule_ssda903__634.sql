-- One row per record of earlier permanence, and per episode, of a child with no
-- start since April 2016.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

records as (

    select * from {{ ref('returncheck', 'stg_ssda903__prev_perm') }}

),

last_starts as (

    select
        return_id,
        child,
        max(decom) as decom
    from episodes
    group by
        return_id,
        child

),

failing_records as (

    select
        records.return_id,
        records.child,
        records.row_number
    from records
    inner join last_starts
        on
            records.return_id = last_starts.return_id
            and records.child = last_starts.child
    where
        last_starts.decom < make_date(2016, 4, 1)
        and coalesce(
            records.prev_perm, records.la_perm, records.date_perm_text
        ) is not null

),

locations as (

    select
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'PrevPerm' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_records
    union all
    select distinct
        episodes.return_id,
        {{ finding_key(['episodes.child']) }} as finding_key,
        'Episodes' as table_name,
        episodes.row_number,
        'related' as role,
        cast(null as string) as details
    from failing_records
    inner join episodes
        on
            failing_records.return_id = episodes.return_id
            and failing_records.child = episodes.child

)

select * from locations
