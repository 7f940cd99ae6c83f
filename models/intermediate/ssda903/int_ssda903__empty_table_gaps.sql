-- One row per return and rule that has a table without a row where it needs some: the
-- reason.
with

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

return_tables as (

    select * from {{ ref('returncheck', 'stg_register__return_tables') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

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

empty_table_gaps as (

    select
        return_id,
        '1001' as code,
        'empty: ' || {{ joined_texts('table_name', ', ', 'table_name') }} as reason
    from empty_tables
    group by return_id

)

select * from empty_table_gaps
