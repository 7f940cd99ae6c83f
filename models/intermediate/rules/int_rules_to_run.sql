-- One row per return and rule of its collection: the version meant, and the reason why
-- it cannot run, null where it can.
with

rule_versions as (

    select * from {{ ref('returncheck', 'int_rule_versions') }}

),

rules as (

    select * from {{ ref('returncheck', 'rc_rules') }}

),

rule_table_gaps as (

    select * from {{ ref('returncheck', 'int_rule_table_gaps') }}

),

rule_column_gaps as (

    select * from {{ ref('returncheck', 'int_rule_column_gaps') }}

),

rule_input_gaps as (

    select * from {{ ref('returncheck', 'int_rule_input_gaps') }}

),

rule_errors as (

    select * from {{ ref('returncheck', 'stg_register__rule_errors') }}

),

rule_selection as (

    select * from {{ ref('returncheck', 'stg_register__rule_selection') }}

),

-- A code that several collections have is chosen in each of them.
chosen_rules as (

    select distinct
        rules.collection,
        rules.code
    from rule_selection
    inner join rules
        on rule_selection.code = rules.code

),

selection_size as (

    select count(*) as chosen_rules
    from rule_selection

),

rules_to_run as (

    select
        rule_versions.return_id,
        rule_versions.collection,
        rule_versions.return_year,
        rule_versions.code,
        rule_versions.first_year,
        rule_versions.title,
        rule_versions.severity,
        rule_versions.advice,
        case
            when not rule_versions.has_rule_set
                then 'no rule set for ' || rule_versions.rule_year
            when not rule_versions.is_in_force
                then 'not in force in ' || rule_versions.rule_year
            when selection_size.chosen_rules > 0 and chosen_rules.code is null
                then 'not selected'
            else
                coalesce(
                    rule_column_gaps.reason,
                    rule_table_gaps.reason,
                    rule_input_gaps.reason,
                    'could not run: ' || rule_errors.kind
                )
        end as reason
    from rule_versions
    cross join selection_size
    left join chosen_rules
        on
            rule_versions.collection = chosen_rules.collection
            and rule_versions.code = chosen_rules.code
    left join rule_column_gaps
        on
            rule_versions.return_id = rule_column_gaps.return_id
            and rule_versions.collection = rule_column_gaps.collection
            and rule_versions.code = rule_column_gaps.code
    left join rule_table_gaps
        on
            rule_versions.return_id = rule_table_gaps.return_id
            and rule_versions.collection = rule_table_gaps.collection
            and rule_versions.code = rule_table_gaps.code
    left join rule_input_gaps
        on
            rule_versions.return_id = rule_input_gaps.return_id
            and rule_versions.collection = rule_input_gaps.collection
            and rule_versions.code = rule_input_gaps.code
    left join rule_errors
        on
            rule_versions.collection = rule_errors.collection
            and rule_versions.code = rule_errors.code
            and rule_versions.first_year = rule_errors.first_year

)

select * from rules_to_run
