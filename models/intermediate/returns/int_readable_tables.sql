-- One row per return and table or derived column that it has, or that the return of the
-- year before has.
with

return_tables as (

    select * from {{ ref('returncheck', 'stg_register__return_tables') }}

),

return_columns as (

    select * from {{ ref('returncheck', 'stg_register__return_columns') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

named_tables as (

    select
        return_id,
        table_name
    from return_tables
    union all
    select
        return_id,
        table_name || '.' || column_name as table_name
    from return_columns

),

own_tables as (

    select
        return_id,
        'this_year' as found_in,
        table_name
    from named_tables

),

previous_tables as (

    select
        previous_returns.return_id,
        'previous_year' as found_in,
        named_tables.table_name
    from previous_returns
    inner join named_tables
        on previous_returns.previous_return_id = named_tables.return_id

),

readable_tables as (

    select * from own_tables
    union all
    select * from previous_tables

)

select * from readable_tables
