-- One row per record of a child who became an asylum seeker after last year.
with

uasc_across_years as (

    select * from {{ ref('returncheck', 'int_ssda903__uasc_across_years') }}

),

failing as (

    select distinct
        return_id,
        source_table,
        source_row
    from uasc_across_years
    where
        uasc = '1'
        and last_source_row is not null
        and coalesce(last_uasc, '') <> '1'

),

locations as (

    select
        return_id,
        {{ finding_key(['source_table', 'source_row']) }} as finding_key,
        source_table as table_name,
        source_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing

)

select * from locations
