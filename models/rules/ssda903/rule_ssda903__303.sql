-- One row per pair of an end of asylum seeking and a Header row not flagged, and
-- record.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

asylum_seekers as (

    select * from {{ ref('returncheck', 'stg_ssda903__uasc') }}
    where duc_text is not null

),

pairs as (

    select
        headers.return_id,
        headers.row_number as header_row,
        asylum_seekers.row_number as uasc_row
    from headers
    inner join asylum_seekers
        on
            headers.return_id = asylum_seekers.return_id
            and headers.child = asylum_seekers.child
    where coalesce({{ to_number('headers.uasc') }} <> 1, true)

),

locations as (

    select
        return_id,
        {{ finding_key(['header_row', 'uasc_row']) }} as finding_key,
        'UASC' as table_name,
        uasc_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from pairs
    union all
    select
        return_id,
        {{ finding_key(['header_row', 'uasc_row']) }} as finding_key,
        'Header' as table_name,
        header_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from pairs

)

select * from locations
