-- One row per child with the code UN4 and an episode from 24 March on, and per record.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        headers.return_id,
        headers.child,
        headers.row_number as header_row,
        episodes.row_number as episode_row
    from headers
    inner join episodes
        on
            headers.return_id = episodes.return_id
            and headers.child = episodes.child
    inner join periods
        on headers.return_id = periods.return_id
    where
        headers.upn = 'UN4'
        and episodes.decom >= make_date(periods.return_year, 3, 24)

),

locations as (

    select distinct
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Header' as table_name,
        header_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing
    union all
    select distinct
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing

)

select * from locations
