-- One row per finding of a rule that is one too many of a return to be listed.
with

rule_findings as (

    select * from {{ ref('returncheck', 'int_listed_rule_findings') }}

),

limits as (

    select * from {{ ref('returncheck', 'stg_register__limits') }}

),

finding_counts as (

    select
        return_id,
        check_id,
        count(distinct finding_key) as finding_count
    from rule_findings
    group by return_id, check_id

),

full_rules as (

    select
        finding_counts.return_id,
        finding_counts.check_id,
        finding_counts.finding_count,
        limits.most
    from finding_counts
    inner join limits
        on
            limits.limit_name = 'findings_of_a_rule'
            and finding_counts.finding_count > limits.most

),

findings as (

    select
        rule_findings.return_id,
        rule_findings.check_id,
        rule_findings.finding_key,
        full_rules.finding_count,
        full_rules.most,
        min(rule_findings.row_number) as first_row
    from rule_findings
    inner join full_rules
        on
            rule_findings.return_id = full_rules.return_id
            and rule_findings.check_id = full_rules.check_id
    group by
        rule_findings.return_id,
        rule_findings.check_id,
        rule_findings.finding_key,
        full_rules.finding_count,
        full_rules.most

),

places as (

    select
        *,
        row_number() over (
            partition by return_id, check_id
            order by first_row nulls last, finding_key nulls last
        ) as place
    from findings

),

findings_beyond_limit as (

    select
        return_id,
        check_id,
        finding_key,
        finding_count,
        most
    from places
    where place > most

)

select * from findings_beyond_limit
