-- One row per asylum seeker of both years whose end dates do not fit, and per record.
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
        uasc_across_years.uasc = '1'
        and uasc_across_years.last_uasc = '1'
        and not coalesce(
            uasc_across_years.last_duc
            = {{ birthday('uasc_across_years.last_dob', 18) }}
            and (
                uasc_across_years.duc = uasc_across_years.last_duc
                or (
                    uasc_across_years.duc >= periods.collection_start
                    and uasc_across_years.duc <= periods.collection_end
                )
            ),
            false
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
