-- One row per return and statutory rule: passed, failed or not run, and why.
with

rules_to_run as (

    select * from {{ ref('int_rules_to_run') }}

),

results as (

    select * from {{ ref('int_rule_results') }}

),

explained_findings as (

    select * from {{ ref('int_explained_findings') }}

),

crowded_findings as (

    select * from {{ ref('int_crowded_findings') }}

),

-- The findings of a child that are told as one count once.
surplus_counts as (

    select
        return_id,
        check_id,
        count(*) - count(distinct child_id) as surplus_count
    from crowded_findings
    group by return_id, check_id

),

result_counts as (

    select
        return_id,
        collection,
        code,
        count(distinct finding_key) as finding_count
    from results
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
        rules_to_run.reason,
        coalesce(result_counts.finding_count, 0)
        - coalesce(surplus_counts.surplus_count, 0) as finding_count,
        coalesce(explained_counts.explained_count, 0) as explained_count
    from rules_to_run
    left join result_counts
        on
            rules_to_run.return_id = result_counts.return_id
            and rules_to_run.collection = result_counts.collection
            and rules_to_run.code = result_counts.code
    left join surplus_counts
        on
            rules_to_run.return_id = surplus_counts.return_id
            and rules_to_run.collection || ':' || rules_to_run.code
            = surplus_counts.check_id
    left join explained_counts
        on
            rules_to_run.return_id = explained_counts.return_id
            and rules_to_run.collection || ':' || rules_to_run.code
            = explained_counts.check_id

)

select * from rule_outcomes
