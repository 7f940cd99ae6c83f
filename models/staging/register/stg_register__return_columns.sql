-- One row per derived column that a loaded return has, as submitted or worked out.
with

loaded_columns as (

    select * from {{ source('returncheck_register', 'return_columns') }}

),

return_columns as (

    select
        return_id,
        table_name,
        column_name
    from loaded_columns

)

select * from return_columns
