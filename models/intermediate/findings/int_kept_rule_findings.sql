-- One row per location of a rule finding that is kept; the rest of a rule is one.
with

rule_findings as (

    select * from {{ ref('returncheck', 'int_listed_rule_findings') }}

),

findings_beyond_limit as (

    select * from {{ ref('returncheck', 'int_findings_beyond_limit') }}

),

other_findings as (

    select rule_findings.*
    from rule_findings
    left join findings_beyond_limit
        on
            rule_findings.return_id = findings_beyond_limit.return_id
            and rule_findings.check_id = findings_beyond_limit.check_id
            and rule_findings.finding_key = findings_beyond_limit.finding_key
    where findings_beyond_limit.finding_key is null

),

told_as_one as (

    select
        rule_findings.return_id,
        rule_findings.layer,
        rule_findings.check_id,
        rule_findings.code,
        rule_findings.severity,
        'rest' as finding_key,
        'rest' as counted_as,
        min(rule_findings.table_name) as table_name,
        cast(null as bigint) as row_number,
        cast(null as string) as child_id,
        cast(null as string) as episode_id,
        'fault' as role,
        cast(null as string) as field,
        cast(findings_beyond_limit.finding_count as string) as value,
        'There are ' || cast(findings_beyond_limit.finding_count as string)
        || ' findings of this rule in the return, of which the first '
        || cast(findings_beyond_limit.most as string)
        || ' are listed. Mend what writes these fields.' as message
    from rule_findings
    inner join findings_beyond_limit
        on
            rule_findings.return_id = findings_beyond_limit.return_id
            and rule_findings.check_id = findings_beyond_limit.check_id
            and rule_findings.finding_key = findings_beyond_limit.finding_key
    group by
        rule_findings.return_id,
        rule_findings.layer,
        rule_findings.check_id,
        rule_findings.code,
        rule_findings.severity,
        findings_beyond_limit.finding_count,
        findings_beyond_limit.most

),

kept_findings as (

    select * from other_findings
    union all
    select * from told_as_one

)

select * from kept_findings
