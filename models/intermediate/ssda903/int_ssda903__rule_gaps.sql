-- One row per return and rule that lacks what none of its tables alone can give: the
-- reason.
with

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

readable_tables as (

    select * from {{ ref('returncheck', 'int_readable_tables') }}

),

return_tables as (

    select * from {{ ref('returncheck', 'stg_register__return_tables') }}

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

-- A count of days in care needs rows in each of its tables, in both years.
empty_tables as (

    select
        periods.return_id,
        return_tables.table_name
    from periods
    inner join return_tables
        on periods.return_id = return_tables.return_id
    where
        return_tables.table_name in ('Episodes', 'Header', 'OC3')
        and return_tables.row_count = 0
    union all
    select
        periods.return_id,
        concat(
            return_tables.table_name,
            ' in the return of ',
            cast(periods.return_year - 1 as string)
        ) as table_name
    from periods
    inner join previous_returns
        on periods.return_id = previous_returns.return_id
    inner join return_tables
        on previous_returns.previous_return_id = return_tables.return_id
    where
        return_tables.table_name = 'Episodes'
        and return_tables.row_count = 0

),

empty_gaps as (

    select
        return_id,
        '1001' as code,
        'empty: ' || {{ joined_texts('table_name', ', ', 'table_name') }} as reason
    from empty_tables
    group by return_id

),

rule_gaps as (

    select * from untold_gaps
    union all
    select * from empty_gaps
    union all
    select
        return_id,
        '105' as code,
        'checks returns in XML alone' as reason
    from periods
    where coalesce(file_format, 'csv') <> 'xml'

)

select * from rule_gaps
