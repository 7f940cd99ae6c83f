-- One row per adoption of a child in the year, and per adoption record of the child
-- that is incomplete.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

adoption_records as (

    select
        return_id,
        child,
        row_number,
        date_int_text is null
        or date_match_text is null
        or foster_care is null
        or nb_adoptr is null
        or sex_adoptr is null
        or ls_adoptr is null as is_incomplete
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}

),

recorded_children as (

    select
        return_id,
        child,
        bool_or(is_incomplete) as has_incomplete
    from adoption_records
    group by
        return_id,
        child

),

failing_adoptions as (

    select
        episodes.return_id,
        episodes.child,
        episodes.row_number
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    left join recorded_children
        on
            episodes.return_id = recorded_children.return_id
            and episodes.child = recorded_children.child
    where
        episodes.child is not null
        and episodes.rec in ('E11', 'E12')
        and episodes.dec between periods.collection_start and periods.collection_end
        and coalesce(recorded_children.has_incomplete, true)

),

locations as (

    select
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Episodes' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_adoptions
    union all
    select distinct
        adoption_records.return_id,
        {{ finding_key(['adoption_records.child']) }} as finding_key,
        'AD1' as table_name,
        adoption_records.row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_adoptions
    inner join adoption_records
        on
            failing_adoptions.return_id = adoption_records.return_id
            and failing_adoptions.child = adoption_records.child
    where adoption_records.is_incomplete

)

select * from locations
