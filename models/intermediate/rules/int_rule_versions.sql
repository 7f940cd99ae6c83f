-- One row per return and rule of its collection: the version that is meant, the one in
-- force in the year whose rules are asked for, else the latest.
with

returns as (

    select * from {{ ref('stg_returns') }}

),

rules as (

    select * from {{ ref('rules') }}

),

versions as (

    select
        returns.return_id,
        returns.collection,
        returns.return_year,
        returns.rule_year,
        rules.code,
        rules.first_year,
        rules.title,
        rules.severity,
        rules.advice,
        returns.rule_year between rules.first_year
        and coalesce(rules.last_year, returns.rule_year) as is_in_force
    from returns
    inner join rules
        on returns.collection = rules.collection

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
