-- One row per location of a listed rule finding; too many for one child are one.
with

rule_findings as (

    select * from {{ ref('returncheck', 'int_rule_findings') }}

),

crowded_findings as (

    select * from {{ ref('returncheck', 'int_crowded_findings') }}

),

other_findings as (

    select rule_findings.*
    from rule_findings
    left join crowded_findings
        on
            rule_findings.return_id = crowded_findings.return_id
            and rule_findings.check_id = crowded_findings.check_id
            and rule_findings.finding_key = crowded_findings.finding_key
    where crowded_findings.finding_key is null

),

first_locations as (

    select
        rule_findings.*,
        crowded_findings.finding_count,
        crowded_findings.most
    from rule_findings
    inner join crowded_findings
        on
            rule_findings.return_id = crowded_findings.return_id
            and rule_findings.check_id = crowded_findings.check_id
            and rule_findings.finding_key = crowded_findings.finding_key
            and rule_findings.child_id = crowded_findings.child_id
    where rule_findings.role = 'fault'
    qualify
        row_number() over (
            partition by
                rule_findings.return_id,
                rule_findings.check_id,
                rule_findings.child_id
            order by
                rule_findings.table_name,
                rule_findings.row_number,
                rule_findings.field nulls last,
                rule_findings.finding_key nulls last
        ) = 1

),

told_as_one as (

    select
        return_id,
        layer,
        check_id,
        code,
        severity,
        'child|' || child_id as finding_key,
        'child|' || child_id as counted_as,
        table_name,
        row_number,
        child_id,
        episode_id,
        role,
        field,
        value,
        message || ' There are ' || cast(finding_count as string)
        || ' findings of this rule for this child, more than '
        || cast(most as string) || ': only the first place is shown.' as message
    from first_locations

),

listed_findings as (

    select
        return_id,
        layer,
        check_id,
        code,
        severity,
        finding_key,
        counted_as,
        table_name,
        row_number,
        child_id,
        episode_id,
        role,
        field,
        value,
        message
    from other_findings
    union all
    select * from told_as_one

)

select * from listed_findings
