-- One row per return and rule on unaccompanied asylum seekers that no table of it tells
-- of: the reason.
with

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

readable_tables as (

    select * from {{ ref('returncheck', 'int_readable_tables') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

-- The Header tells of asylum seekers where it has the column or the UASC table is
-- there; without a Header that table stands in.
told_returns as (

    select distinct return_id
    from readable_tables
    where table_name in ('UASC', 'Header.UASC')

),

rules_on_asylum_seekers as (

    select '164' as code
    union all
    select '392a' as code
    union all
    select '406' as code

),

untold_gaps as (

    select
        periods.return_id,
        rules_on_asylum_seekers.code,
        'absent: UASC' as reason
    from periods
    cross join rules_on_asylum_seekers
    left join told_returns
        on periods.return_id = told_returns.return_id
    where told_returns.return_id is null

),

told_years as (

    select distinct
        return_id,
        found_in
    from readable_tables
    where table_name in ('UASC', 'Header.UASC')

),

headed_years as (

    select distinct
        return_id,
        found_in
    from readable_tables
    where table_name = 'Header'

),

known_years as (

    select
        periods.return_id,
        periods.return_year,
        coalesce(periods.file_format, 'csv') as file_format,
        previous_returns.previous_return_id is not null as has_previous,
        told_now.return_id is not null as is_told_now,
        told_then.return_id is not null as is_told_then,
        headed_now.return_id is not null as has_header_now,
        headed_then.return_id is not null as has_header_then
    from periods
    left join previous_returns
        on periods.return_id = previous_returns.return_id
    left join told_years as told_now
        on
            periods.return_id = told_now.return_id
            and told_now.found_in = 'this_year'
    left join told_years as told_then
        on
            periods.return_id = told_then.return_id
            and told_then.found_in = 'previous_year'
    left join headed_years as headed_now
        on
            periods.return_id = headed_now.return_id
            and headed_now.found_in = 'this_year'
    left join headed_years as headed_then
        on
            periods.return_id = headed_then.return_id
            and headed_then.found_in = 'previous_year'

),

rules_on_headers_in_xml as (

    select '205A' as code
    union all
    select '205B' as code
    union all
    select '205C' as code

),

year_gaps as (

    select
        return_id,
        '231' as code,
        'absent: UASC' as reason
    from known_years
    where not is_told_now
    union all
    select
        return_id,
        '205D' as code,
        case
            when not is_told_now then 'absent: UASC'
            when not has_previous then 'needs the previous year''s return'
            else
                'absent: UASC in the return of '
                || cast(return_year - 1 as string)
        end as reason
    from known_years
    where not is_told_now or not is_told_then
    union all
    select
        known_years.return_id,
        rules_on_headers_in_xml.code,
        case
            when not known_years.has_header_now then 'absent: Header'
            else
                'absent: Header in the return of '
                || cast(known_years.return_year - 1 as string)
        end as reason
    from known_years
    cross join rules_on_headers_in_xml
    where
        known_years.file_format = 'xml'
        and not (known_years.has_header_now and known_years.has_header_then)

),

uasc_gaps as (

    select * from untold_gaps
    union all
    select * from year_gaps

)

select * from uasc_gaps
