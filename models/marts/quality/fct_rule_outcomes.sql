-- One row per return and statutory rule: passed, failed or not run, and why.
with

rules_to_run as (

    select * from {{ ref('int_rules_to_run') }}

),

results as (

    select * from {{ ref('int_cin_census__rule_results') }}

),

result_counts as (

    select
        return_id,
        code,
        count(distinct finding_key) as finding_count
    from results
    group by return_id, code

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
        coalesce(result_counts.finding_count, 0) as finding_count
    from rules_to_run
    left join result_counts
        on
            rules_to_run.return_id = result_counts.return_id
            and rules_to_run.code = result_counts.code

)

select * from rule_outcomes
