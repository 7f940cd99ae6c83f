-- One row per rule finding that is one of too many of its rule for one child.
with

rule_findings as (

    select * from {{ ref('returncheck', 'int_rule_findings') }}

),

limits as (

    select * from {{ ref('returncheck', 'stg_register__limits') }}

),

findings as (

    select
        return_id,
        check_id,
        finding_key,
        min(child_id) as child_id
    from rule_findings
    where role = 'fault' and child_id is not null
    group by return_id, check_id, finding_key

),

counted_findings as (

    select
        *,
        count(*) over (
            partition by return_id, check_id, child_id
        ) as finding_count
    from findings

),

crowded_findings as (

    select
        counted_findings.return_id,
        counted_findings.check_id,
        counted_findings.finding_key,
        counted_findings.child_id,
        counted_findings.finding_count,
        limits.most
    from counted_findings
    inner join limits
        on
            limits.limit_name = 'findings_of_a_child'
            and counted_findings.finding_count > limits.most

)

select * from crowded_findings
