-- One row per table that a loaded return has, also when it holds no row.
with

loaded_tables as (

    select * from {{ source('returncheck_register', 'return_tables') }}

),

return_tables as (

    select
        return_id,
        table_name,
        row_count
    from loaded_tables

)

select * from return_tables
