-- One row per CIN census return and indicator that needs a table which it lacks.
with

returns as (

    select * from {{ ref('int_cin_census__census_periods') }}

),

return_tables as (

    select * from {{ ref('stg_return_tables') }}

),

indicator_tables as (

    select * from {{ ref('indicator_tables') }}

),

absent_tables as (

    select
        returns.return_id,
        indicator_tables.indicator_id,
        {{ joined_texts(
            'indicator_tables.table_name', ', ', 'indicator_tables.table_name'
        ) }} as absent_tables
    from returns
    cross join indicator_tables
    left join return_tables
        on
            returns.return_id = return_tables.return_id
            and indicator_tables.table_name = return_tables.table_name
    where return_tables.table_name is null
    group by returns.return_id, indicator_tables.indicator_id

)

select * from absent_tables
