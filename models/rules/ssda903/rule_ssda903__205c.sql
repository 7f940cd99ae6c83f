-- One row per child never flagged as an asylum seeker who has an end date, and per
-- record.
with

uasc_across_years as (

    select * from {{ ref('returncheck', 'int_ssda903__uasc_across_years') }}

),

failing as (

    select
        return_id,
        child,
        uasc_row,
        header_row
    from uasc_across_years
    where
        (uasc is null or uasc = '0')
        and (last_uasc is null or last_uasc = '0')
        and (duc is not null or last_duc is not null)

),

locations as (

    select distinct
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'UASC' as table_name,
        uasc_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing
    where uasc_row is not null
    union all
    select distinct
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Header' as table_name,
        header_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing
    where header_row is not null

)

select * from locations
