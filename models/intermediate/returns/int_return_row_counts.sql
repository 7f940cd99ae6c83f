-- One row per table that a return has, with its size and that of the year before.
with

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

return_tables as (

    select * from {{ ref('returncheck', 'stg_register__return_tables') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

needed_tables as (

    select * from {{ ref('returncheck', 'rc_needed_tables') }}

),

row_counts as (

    select
        return_tables.return_id,
        returns.collection,
        returns.la_code,
        returns.return_year,
        return_tables.table_name,
        needed_tables.table_name is not null as is_needed,
        return_tables.row_count,
        previous_returns.previous_return_id,
        previous_tables.row_count as previous_row_count,
        100 * (return_tables.row_count - previous_tables.row_count)
        / nullif(previous_tables.row_count, 0) as change_pct
    from return_tables
    inner join returns
        on return_tables.return_id = returns.return_id
    left join needed_tables
        on
            returns.collection = needed_tables.collection
            and return_tables.table_name = needed_tables.table_name
    left join previous_returns
        on return_tables.return_id = previous_returns.return_id
    left join return_tables as previous_tables
        on
            previous_returns.previous_return_id = previous_tables.return_id
            and return_tables.table_name = previous_tables.table_name

)

select * from row_counts
