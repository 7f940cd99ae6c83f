-- One row per episode before the age of 10 that ended for custody, and Header row.
with

episodes_with_birth as (

    select * from {{ ref('returncheck', 'int_ssda903__episodes_with_birth') }}

),

failing as (

    select
        return_id,
        row_number,
        header_row
    from episodes_with_birth
    where
        reason_place_change = 'CUSTOD'
        and decom < {{ birthday('dob', 10) }}

),

locations as (

    select distinct
        return_id,
        {{ finding_key(['row_number']) }} as finding_key,
        'Episodes' as table_name,
        row_number as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing
    union all
    select distinct
        return_id,
        {{ finding_key(['row_number']) }} as finding_key,
        'Header' as table_name,
        header_row as row_number,
        'related' as role,
        cast(null as string) as details
    from failing

)

select * from locations
