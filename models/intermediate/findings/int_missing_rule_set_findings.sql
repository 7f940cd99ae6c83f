-- One row per return whose year has no rule set.
with

returns as (

    select * from {{ ref('stg_returns') }}

),

rules as (

    select * from {{ ref('rules') }}

),

first_rule_years as (

    select
        collection,
        min(first_year) as first_rule_year
    from rules
    group by collection

),

missing_rule_set_findings as (

    select
        returns.return_id,
        'rule' as layer,
        returns.collection || ':no_rule_set' as check_id,
        'info' as severity,
        'no rule set' as finding_key,
        cast(null as string) as table_name,
        cast(null as bigint) as row_number,
        cast(null as string) as child_id,
        cast(null as string) as field,
        cast(returns.rule_year as string) as value,
        concat(
            'There is no rule set for ',
            cast(returns.rule_year as string),
            ': no statutory rule was run. Everything else was checked.'
        ) as message
    from returns
    inner join first_rule_years
        on returns.collection = first_rule_years.collection
    where returns.rule_year < first_rule_years.first_rule_year

)

select * from missing_rule_set_findings
