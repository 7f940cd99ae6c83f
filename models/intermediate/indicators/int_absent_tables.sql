-- One row per return, indicator counted from its records, and year in whose return the
-- indicator lacks a table that it needs.
with

returns as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

indicator_tables as (

    select * from {{ ref('returncheck', 'rc_indicator_tables') }}

),

readable_tables as (

    select * from {{ ref('returncheck', 'int_readable_tables') }}

),

absent_tables as (

    select
        returns.return_id,
        indicator_tables.indicator_id,
        indicator_tables.needed_in,
        {{ joined_texts(
            'indicator_tables.table_name', ', ', 'indicator_tables.table_name'
        ) }} as absent_tables
    from returns
    inner join indicator_tables
        on returns.collection = indicator_tables.collection
    left join readable_tables
        on
            returns.return_id = readable_tables.return_id
            and indicator_tables.needed_in = readable_tables.found_in
            and indicator_tables.table_name = readable_tables.table_name
    where readable_tables.table_name is null
    group by
        returns.return_id,
        indicator_tables.indicator_id,
        indicator_tables.needed_in

)

select * from absent_tables
