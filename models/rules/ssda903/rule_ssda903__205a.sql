-- One row per child no longer an asylum seeker without the dates for it, and per
-- record.
with

uasc_across_years as (

    select * from {{ ref('returncheck', 'int_ssda903__uasc_across_years') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        uasc_across_years.return_id,
        uasc_across_years.child,
        uasc_across_years.uasc_row,
        uasc_across_years.header_row
    from uasc_across_years
    inner join periods
        on uasc_across_years.return_id = periods.return_id
    where
        coalesce(uasc_across_years.uasc, '') <> '1'
        and uasc_across_years.last_uasc = '1'
        and (
            uasc_across_years.duc_text is not null
            or uasc_across_years.last_duc is null
            or uasc_across_years.last_duc < make_date(periods.return_year - 2, 4, 1)
            or uasc_across_years.last_duc > make_date(periods.return_year - 1, 3, 31)
        )

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
