-- One row per location of a finding of the contract, rule, reconciliation and
-- same-children layers.
with

contract_findings as (

    select * from {{ ref('returncheck', 'int_contract_findings') }}

),

rule_findings as (

    select * from {{ ref('returncheck', 'int_kept_rule_findings') }}

),

missing_rule_set_findings as (

    select * from {{ ref('returncheck', 'int_missing_rule_set_findings') }}

),

other_rule_year_findings as (

    select * from {{ ref('returncheck', 'int_other_rule_year_findings') }}

),

explanation_findings as (

    select * from {{ ref('returncheck', 'int_explanation_findings') }}

),

figure_explanation_findings as (

    select * from {{ ref('returncheck', 'int_figure_explanation_findings') }}

),

reconciliation_findings as (

    select * from {{ ref('returncheck', 'int_reconciliation_findings') }}

),

same_children_findings as (

    select * from {{ ref('returncheck', 'int_same_children_findings') }}

),

finding_identities as (

    select * from {{ ref('returncheck', 'int_finding_identities') }}

),

explained_findings as (

    select * from {{ ref('returncheck', 'int_explained_findings') }}

),

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

keyed_contract_findings as (

    select
        return_id,
        'contract' as layer,
        check_id,
        severity,
        -- By what a record holds, so that the order of rows makes no difference.
        case
            when row_number is null
                then coalesce(table_name, '') || '||' || coalesce(field, '')
            else
                {{ finding_key(['table_name', 'child_id', 'field', 'value']) }}
                || '|' || cast(
                    row_number() over (
                        partition by
                            return_id,
                            check_id,
                            table_name,
                            child_id,
                            field,
                            value
                        order by row_number nulls last
                    ) as string
                )
        end as finding_key,
        table_name,
        row_number,
        child_id,
        field,
        value,
        message
    from contract_findings

),

findings_without_episode as (

    select * from keyed_contract_findings
    union all
    select * from missing_rule_set_findings
    union all
    select * from other_rule_year_findings
    union all
    select * from explanation_findings
    union all
    select * from figure_explanation_findings
    union all
    select * from reconciliation_findings
    union all
    select * from same_children_findings

),

all_findings as (

    select
        return_id,
        layer,
        check_id,
        severity,
        finding_key,
        table_name,
        row_number,
        child_id,
        field,
        value,
        message,
        episode_id,
        role,
        counted_as
    from rule_findings
    union all
    select
        *,
        cast(null as string) as episode_id,
        'fault' as role,
        finding_key as counted_as
    from findings_without_episode

),

findings as (

    select
        md5(
            all_findings.return_id || '|' || all_findings.check_id || '|'
            || coalesce(finding_identities.identity, all_findings.finding_key)
        ) as finding_id,
        all_findings.return_id,
        all_findings.layer,
        all_findings.check_id,
        all_findings.severity,
        all_findings.table_name,
        all_findings.row_number,
        all_findings.child_id,
        all_findings.field,
        all_findings.value,
        all_findings.message,
        all_findings.episode_id,
        all_findings.role,
        explained_findings.explanation,
        explained_findings.explained_by,
        explained_findings.explained_on,
        md5(
            all_findings.return_id || '|' || all_findings.check_id || '|'
            || coalesce(
                finding_identities.counted_identity, all_findings.counted_as
            )
        ) as counted_as,
        returns.is_context
    from all_findings
    inner join returns
        on all_findings.return_id = returns.return_id
    left join finding_identities
        on
            all_findings.layer = 'rule'
            and all_findings.return_id = finding_identities.return_id
            and all_findings.check_id = finding_identities.check_id
            and all_findings.finding_key = finding_identities.finding_key
    left join explained_findings
        on
            all_findings.return_id = explained_findings.return_id
            and all_findings.check_id = explained_findings.check_id
            and all_findings.finding_key = explained_findings.finding_key

)

select * from findings
