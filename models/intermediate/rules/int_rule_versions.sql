-- One row per return and rule of its collection: the version that is meant, the one in
-- force in the year whose rules are run, else the latest.
with

return_rule_sets as (

    select * from {{ ref('returncheck', 'int_return_rule_sets') }}

),

rules as (

    select * from {{ ref('returncheck', 'rc_rules') }}

),

versions as (

    select
        return_rule_sets.return_id,
        return_rule_sets.collection,
        return_rule_sets.return_year,
        return_rule_sets.rule_year,
        return_rule_sets.has_rule_set,
        rules.code,
        rules.first_year,
        rules.title,
        rules.severity,
        rules.advice,
        return_rule_sets.has_rule_set
        and return_rule_sets.rule_year between rules.first_year
        and coalesce(rules.last_year, return_rule_sets.rule_year) as is_in_force
    from return_rule_sets
    inner join rules
        on return_rule_sets.collection = rules.collection

),

rule_versions as (

    select *
    from versions
    qualify
        row_number() over (
            partition by return_id, code
            order by is_in_force desc, first_year desc
        ) = 1

)

select * from rule_versions
