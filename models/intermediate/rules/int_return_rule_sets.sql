-- One row per return of a collection with rule sets: the year whose rules check it,
-- that which is asked for or else the latest held before it.
with

returns as (

    select * from {{ ref('stg_returns') }}

),

rule_sets as (

    select * from {{ ref('rule_sets') }}

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
        return_id,
        collection,
        return_year,
        asked_year,
        coalesce(set_year, asked_year) as rule_year,
        set_year is not null as has_rule_set
    from latest_sets

)

select * from return_rule_sets
