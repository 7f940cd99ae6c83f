-- One row per explanation and rule finding that it explains.
with

explanations as (

    select * from {{ ref('returncheck', 'int_explanations_checked') }}

),

rule_findings as (

    select * from {{ ref('returncheck', 'int_kept_rule_findings') }}

),

queries_by_child as (

    select distinct
        return_id,
        check_id,
        code,
        finding_key,
        child_id
    from rule_findings
    where severity = 'query'

),

explanation_matches as (

    select distinct
        explanations.row_number,
        explanations.child_id is not null as is_of_child,
        explanations.reason,
        explanations.explained_by,
        explanations.explained_on,
        queries_by_child.return_id,
        queries_by_child.check_id,
        queries_by_child.finding_key
    from queries_by_child
    inner join explanations
        on lower(queries_by_child.code) = lower(explanations.code)
    where
        explanations.fault is null
        and (
            explanations.child_id is null
            or explanations.child_id = trim(queries_by_child.child_id)
        )
        and (
            explanations.return_id is null
            or explanations.return_id = queries_by_child.return_id
        )

)

select * from explanation_matches
