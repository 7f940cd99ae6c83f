-- One row per value that a contract finding about an element speaks of.
with

written_cells as (

    select * from {{ source('returncheck_register', 'contract_cells') }}

),

contract_cells as (

    select
        return_id,
        check_id,
        field,
        table_name,
        row_number,
        column_name
    from written_cells

)

select * from contract_cells
