-- One row per return whose year has no rule set.
with

return_rule_sets as (

    select * from {{ ref('returncheck', 'int_return_rule_sets') }}

),

missing_rule_set_findings as (

    select
        return_id,
        'rule' as layer,
        collection || ':no_rule_set' as check_id,
        'info' as severity,
        'no rule set' as finding_key,
        cast(null as string) as table_name,
        cast(null as bigint) as row_number,
        cast(null as string) as child_id,
        cast(null as string) as field,
        cast(asked_year as string) as value,
        concat(
            'There is no rule set for ',
            cast(asked_year as string),
            ': no statutory rule was run. Everything else was checked.'
        ) as message
    from return_rule_sets
    where not has_rule_set

)

select * from missing_rule_set_findings
