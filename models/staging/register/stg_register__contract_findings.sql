-- One row per location of a contract finding.
with

written_findings as (

    select * from {{ source('returncheck_register', 'contract_findings') }}

),

contract_findings as (

    select
        return_id,
        check_id,
        severity,
        table_name,
        row_number,
        child_id,
        field,
        value,
        message
    from written_findings

)

select * from contract_findings
