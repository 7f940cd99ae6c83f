-- One row per return of a collection with rule sets: the year whose rules check it,
-- that which is asked for or else the latest held before it.
with

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

rule_sets as (

    select * from {{ ref('returncheck', 'rc_rule_sets') }}

),

latest_sets as (

    select
        returns.return_id,
        returns.collection,
        returns.return_year,
        returns.rule_year as asked_year,
        max(case when rule_sets.year <= returns.rule_year then rule_sets.year end)
            as set_year
    from returns
    inner join rule_sets
        on returns.collection = rule_sets.collection
    where returns.rule_year is not null
    group by
        returns.return_id,
        returns.collection,
        returns.return_year,
        returns.rule_year

),

return_rule_sets as (

    select
        latest_sets.return_id,
        latest_sets.collection,
        latest_sets.return_year,
        latest_sets.asked_year,
        coalesce(latest_sets.set_year, latest_sets.asked_year) as rule_year,
        latest_sets.set_year is not null as has_rule_set,
        coalesce(rule_sets.status = 'provisional', false) as is_provisional
    from latest_sets
    left join rule_sets
        on
            latest_sets.collection = rule_sets.collection
            and latest_sets.set_year = rule_sets.year

)

select * from return_rule_sets
