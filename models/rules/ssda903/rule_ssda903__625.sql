-- One row per mother whose first child's date of birth is too late, and per last
-- episode of a mother who left care.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

last_ends as (

    select
        return_id,
        child,
        row_number,
        dec
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where child is not null
    qualify
        row_number() over (
            partition by return_id, child
            order by dec desc nulls last, row_number asc
        ) = 1
        and count(dec) over (partition by return_id, child)
        = count(*) over (partition by return_id, child)

),

failing_headers as (

    select
        headers.return_id,
        headers.row_number,
        {{ finding_key([
            'headers.child',
            'case when headers.child is null then headers.row_number end',
        ]) }} as finding_key,
        last_ends.row_number as end_row
    from headers
    inner join periods
        on headers.return_id = periods.return_id
    left join last_ends
        on
            headers.return_id = last_ends.return_id
            and headers.child = last_ends.child
    where
        headers.mc_dob > periods.collection_end
        or headers.mc_dob > last_ends.dec

),

locations as (

    select
        return_id,
        finding_key,
        'Header' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_headers
    union all
    select distinct
        return_id,
        finding_key,
        'Episodes' as table_name,
        end_row as row_number,
        'related' as role,
        cast(null as string) as details
    from failing_headers
    where end_row is not null

)

select * from locations
