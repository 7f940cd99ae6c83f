-- One row per rule and return whose outcome counts other findings than there are.
with

outcomes as (

    select * from {{ ref('returncheck', 'fct_rule_outcomes') }}

),

findings as (

    select * from {{ ref('returncheck', 'fct_findings') }}

),

counted_findings as (

    select
        return_id,
        check_id,
        count(distinct counted_as) as findings
    from findings
    where layer = 'rule' and severity <> 'info'
    group by return_id, check_id

),

expected_findings as (

    select
        return_id,
        concat(collection, ':', code) as check_id,
        outcome,
        finding_count
    from outcomes

),

differing_outcomes as (

    select
        coalesce(expected_findings.return_id, counted_findings.return_id) as return_id,
        coalesce(expected_findings.check_id, counted_findings.check_id) as check_id,
        expected_findings.outcome,
        expected_findings.finding_count,
        counted_findings.findings
    from expected_findings
    full join counted_findings
        on
            expected_findings.return_id = counted_findings.return_id
            and expected_findings.check_id = counted_findings.check_id
    where
        expected_findings.finding_count
        is distinct from coalesce(counted_findings.findings, 0)
        or (expected_findings.outcome = 'failed')
        <> (counted_findings.findings is not null)

)

select * from differing_outcomes
