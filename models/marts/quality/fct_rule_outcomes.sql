-- One row per return and statutory rule: passed, failed or not run, and why.
with

rules_to_run as (

    select * from {{ ref('returncheck', 'int_rules_to_run') }}

),

results as (

    select * from {{ ref('returncheck', 'int_rule_results') }}

),

unjudged_findings as (

    select * from {{ ref('returncheck', 'int_unjudged_findings') }}

),

explained_findings as (

    select * from {{ ref('returncheck', 'int_explained_findings') }}

),

crowded_findings as (

    select * from {{ ref('returncheck', 'int_crowded_findings') }}

),

findings_beyond_limit as (

    select * from {{ ref('returncheck', 'int_findings_beyond_limit') }}

),

-- Each finding by what it is told as; one that follows from an unread value is not.
told_results as (

    select
        results.return_id,
        results.collection,
        results.code,
        results.finding_key,
        unjudged_findings.finding_key is not null as is_unjudged,
        case
            when findings_beyond_limit.finding_key is not null then 'rest'
            else coalesce(
                'child|' || crowded_findings.child_id,
                results.counted_as,
                results.finding_key
            )
        end as told_as
    from results
    left join unjudged_findings
        on
            results.return_id = unjudged_findings.return_id
            and results.collection = unjudged_findings.collection
            and results.code = unjudged_findings.code
            and results.finding_key = unjudged_findings.finding_key
    left join crowded_findings
        on
            results.return_id = crowded_findings.return_id
            and results.collection || ':' || results.code = crowded_findings.check_id
            and results.finding_key = crowded_findings.finding_key
    left join findings_beyond_limit
        on
            results.return_id = findings_beyond_limit.return_id
            and results.collection || ':' || results.code
            = findings_beyond_limit.check_id
            and coalesce(
                'child|' || crowded_findings.child_id, results.finding_key
            )
            = findings_beyond_limit.finding_key

),

result_counts as (

    select
        return_id,
        collection,
        code,
        count(distinct case when not is_unjudged then told_as end) as finding_count,
        count(distinct case when is_unjudged then finding_key end) as unjudged_count
    from told_results
    group by return_id, collection, code

),

explained_counts as (

    select
        return_id,
        check_id,
        count(*) as explained_count
    from explained_findings
    group by return_id, check_id

),

rule_outcomes as (

    select
        rules_to_run.return_id,
        rules_to_run.collection,
        rules_to_run.return_year,
        rules_to_run.code,
        rules_to_run.first_year,
        rules_to_run.title,
        rules_to_run.severity,
        case
            when rules_to_run.reason is not null then 'not_run'
            when result_counts.finding_count > 0 then 'failed'
            else 'passed'
        end as outcome,
        case
            when rules_to_run.reason is not null then rules_to_run.reason
            when result_counts.unjudged_count > 0
                then
                    'not judged where a value cannot be read: '
                    || 'see what the contract finds'
        end as reason,
        coalesce(result_counts.finding_count, 0) as finding_count,
        coalesce(explained_counts.explained_count, 0) as explained_count
    from rules_to_run
    left join result_counts
        on
            rules_to_run.return_id = result_counts.return_id
            and rules_to_run.collection = result_counts.collection
            and rules_to_run.code = result_counts.code
    left join explained_counts
        on
            rules_to_run.return_id = explained_counts.return_id
            and rules_to_run.collection || ':' || rules_to_run.code
            = explained_counts.check_id

)

select * from rule_outcomes
