-- One row per location of a contract finding that no rule finds too.
with

contract_findings as (

    select * from {{ ref('returncheck', 'stg_register__contract_findings') }}

),

contract_cells as (

    select * from {{ ref('returncheck', 'stg_register__contract_cells') }}

),

told_cells as (

    select * from {{ ref('returncheck', 'int_told_cells') }}

),

told_values as (

    select distinct
        return_id,
        table_name,
        row_number,
        field,
        fault
    from told_cells

),

-- Findings about elements that are empty, all of which a rule finds missing.
told_elements as (

    select
        contract_cells.return_id,
        contract_cells.check_id,
        contract_cells.field
    from contract_cells
    left join told_values
        on
            contract_cells.return_id = told_values.return_id
            and contract_cells.table_name = told_values.table_name
            and contract_cells.row_number = told_values.row_number
            and contract_cells.column_name = told_values.field
            and told_values.fault = 'missing'
    group by
        contract_cells.return_id,
        contract_cells.check_id,
        contract_cells.field
    having count(told_values.field) = count(*)

),

findings_by_fault as (

    select
        *,
        case
            when check_id like '%.required' then 'missing'
            when
                check_id like '%.code'
                or check_id like '%.pattern'
                or check_id like '%.length'
                or check_id like '%.unlisted'
                then 'wrong'
        end as fault
    from contract_findings

),

untold_findings as (

    select
        findings_by_fault.return_id,
        findings_by_fault.check_id,
        findings_by_fault.severity,
        findings_by_fault.table_name,
        findings_by_fault.row_number,
        findings_by_fault.child_id,
        findings_by_fault.field,
        findings_by_fault.value,
        findings_by_fault.message
    from findings_by_fault
    left join told_values
        on
            findings_by_fault.return_id = told_values.return_id
            and findings_by_fault.table_name = told_values.table_name
            and findings_by_fault.row_number = told_values.row_number
            and findings_by_fault.field = told_values.field
            and findings_by_fault.fault = told_values.fault
    left join told_elements
        on
            findings_by_fault.return_id = told_elements.return_id
            and findings_by_fault.check_id = told_elements.check_id
            and findings_by_fault.field = told_elements.field
    where told_values.return_id is null and told_elements.return_id is null

)

select * from untold_findings
