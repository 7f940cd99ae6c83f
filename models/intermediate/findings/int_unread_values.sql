-- One row per value that the contract reports as one that cannot be read.
with

contract_findings as (

    select * from {{ ref('returncheck', 'int_contract_findings') }}

),

unread_values as (

    select distinct
        return_id,
        table_name,
        row_number,
        field
    from contract_findings
    where
        check_id like '%.date'
        or check_id like '%.datetime'
        or check_id like '%.year'
        or check_id like '%.integer'
        or check_id like '%.number'
        or check_id like '%.flag'

)

select * from unread_values
