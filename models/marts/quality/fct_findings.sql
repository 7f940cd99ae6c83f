-- One row per location of a finding of the contract, rule and reconciliation layers.
with

contract_findings as (

    select * from {{ ref('stg_contract_findings') }}

),

rule_findings as (

    select * from {{ ref('int_rule_findings') }}

),

missing_rule_set_findings as (

    select * from {{ ref('int_missing_rule_set_findings') }}

),

reconciliation_findings as (

    select * from {{ ref('int_reconciliation_findings') }}

),

keyed_contract_findings as (

    select
        return_id,
        'contract' as layer,
        check_id,
        severity,
        coalesce(table_name, '') || '|'
        || coalesce(cast(row_number as varchar), '') || '|'
        || coalesce(field, '') as finding_key,
        table_name,
        row_number,
        child_id,
        field,
        value,
        message
    from contract_findings

),

all_findings as (

    select * from keyed_contract_findings
    union all
    select * from rule_findings
    union all
    select * from missing_rule_set_findings
    union all
    select * from reconciliation_findings

),

findings as (

    select
        md5(return_id || '|' || check_id || '|' || finding_key) as finding_id,
        return_id,
        layer,
        check_id,
        severity,
        table_name,
        row_number,
        child_id,
        field,
        value,
        message
    from all_findings

)

select * from findings
