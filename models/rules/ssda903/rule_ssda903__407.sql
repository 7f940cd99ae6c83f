-- One row per special guardianship at 18 or later, and per Header row that says so.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

late_orders as (

    select
        episodes.return_id,
        {{ finding_key(["'Episodes'", 'episodes.row_number']) }} as finding_key,
        episodes.row_number as episode_row,
        headers.row_number as header_row
    from episodes
    inner join headers
        on
            episodes.return_id = headers.return_id
            and episodes.child = headers.child
    where
        episodes.rec in ('E45', 'E46', 'E47', 'E48')
        and episodes.dec >= {{ birthday('headers.dob', 18) }}

),

locations as (

    select
        return_id,
        finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from late_orders
    union
    select
        return_id,
        finding_key,
        'Header' as table_name,
        header_row as row_number,
        'related' as role,
        cast(null as string) as details
    from late_orders

)

select * from locations
