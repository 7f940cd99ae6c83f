-- One row per return that is checked by the rules of another year than its own.
with

return_rule_sets as (

    select * from {{ ref('returncheck', 'int_return_rule_sets') }}

),

worded_rule_sets as (

    select
        *,
        case
            when is_provisional then ' was checked by the provisional rules of '
            else ' was checked by the rules of '
        end as by_the_rules
    from return_rule_sets

),

other_rule_year_findings as (

    select
        return_id,
        'rule' as layer,
        collection || ':rule_year' as check_id,
        'info' as severity,
        'rule year' as finding_key,
        cast(null as string) as table_name,
        cast(null as bigint) as row_number,
        cast(null as string) as child_id,
        cast(null as string) as field,
        cast(rule_year as string) as value,
        case
            when asked_year = rule_year
                then
                    concat(
                        'This return of ',
                        cast(return_year as string),
                        by_the_rules,
                        cast(rule_year as string),
                        ', as asked for. Check it by those of its own year before it ',
                        'is sent.'
                    )
            else
                concat(
                    'There is no rule set for ',
                    cast(asked_year as string),
                    ': this return of ',
                    cast(return_year as string),
                    by_the_rules,
                    cast(rule_year as string),
                    ', the latest that are held. Upgrade returncheck and check it ',
                    'again before it is sent.'
                )
        end as message
    from worded_rule_sets
    where has_rule_set and rule_year <> return_year

)

select * from other_rule_year_findings
