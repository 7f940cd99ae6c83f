-- One row per version of a rule that could not run in this build.
with

failed_rules as (

    select * from {{ source('register', 'rule_errors') }}

),

rule_errors as (

    select
        collection,
        code,
        first_year,
        kind
    from failed_rules

)

select * from rule_errors
