-- One row per location of a rule finding.
with

results as (

    select * from {{ ref('returncheck', 'int_rule_results') }}

),

cells as (

    select * from {{ ref('returncheck', 'int_rule_cells') }}

),

rules as (

    select * from {{ ref('returncheck', 'int_rules_to_run') }}

),

unread_fields as (

    select * from {{ ref('returncheck', 'int_unread_fields') }}

),

unjudged_findings as (

    select * from {{ ref('returncheck', 'int_unjudged_findings') }}

),

-- A finding on the whole return has no record to point at.
return_level_results as (

    select
        collection,
        code,
        first_year,
        return_id,
        finding_key,
        counted_as,
        table_name,
        cast(null as bigint) as row_number,
        cast(null as string) as child_id,
        cast(null as string) as episode_id,
        role,
        cast(null as string) as field,
        details as value
    from results
    where row_number is null

),

located_results as (

    select
        collection,
        code,
        first_year,
        return_id,
        finding_key,
        counted_as,
        table_name,
        row_number,
        child_id,
        episode_id,
        role,
        field,
        value
    from cells
    union all
    select * from return_level_results

),

rule_findings as (

    select
        located_results.return_id,
        'rule' as layer,
        rules.collection || ':' || rules.code as check_id,
        rules.code,
        rules.severity,
        located_results.finding_key,
        coalesce(located_results.counted_as, located_results.finding_key)
            as counted_as,
        located_results.table_name,
        located_results.row_number,
        located_results.child_id,
        nullif(located_results.episode_id, '') as episode_id,
        located_results.role,
        located_results.field,
        located_results.value,
        case
            when unread_fields.fields is not null
                then
                    rules.title || '. ' || unread_fields.fields
                    || ' cannot be read, so it counts as missing: correct it first.'
            else rules.title || '. ' || rules.advice
        end as message
    from located_results
    inner join rules
        on
            located_results.return_id = rules.return_id
            and located_results.collection = rules.collection
            and located_results.code = rules.code
    left join unread_fields
        on
            located_results.return_id = unread_fields.return_id
            and located_results.collection = unread_fields.collection
            and located_results.code = unread_fields.code
            and located_results.finding_key = unread_fields.finding_key
    left join unjudged_findings
        on
            located_results.return_id = unjudged_findings.return_id
            and located_results.collection = unjudged_findings.collection
            and located_results.code = unjudged_findings.code
            and located_results.finding_key = unjudged_findings.finding_key
    where unjudged_findings.return_id is null

)

select * from rule_findings
