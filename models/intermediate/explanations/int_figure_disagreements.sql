-- One row per finding that a figure disagrees with another statement of it, or may,
-- with the figure as explanations name it and what it was held against.
with

findings as (

    select * from {{ ref('returncheck', 'int_reconciliation_findings') }}

),

reconciliation as (

    select * from {{ ref('returncheck', 'int_reconciliation') }}

),

figure_disagreements as (

    select
        findings.return_id,
        findings.check_id,
        findings.finding_key,
        findings.severity,
        reconciliation.comparison,
        reconciliation.figure,
        reconciliation.stated_value,
        reconciliation.expected_value
    from findings
    inner join reconciliation
        on
            findings.return_id = reconciliation.return_id
            and findings.check_id = 'reconciliation:' || reconciliation.comparison
            and coalesce(findings.table_name, 'indicators')
            = reconciliation.table_name
            and findings.row_number is not distinct from reconciliation.row_number
            and (
                findings.row_number is not null
                or findings.field = reconciliation.indicator_id
            )
    where reconciliation.severity <> 'info'

)

select * from figure_disagreements
