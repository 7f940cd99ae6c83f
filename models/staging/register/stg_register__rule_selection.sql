-- One row per rule that the user chose; no row where all are to run.
with

chosen_rules as (

    select * from {{ source('returncheck_register', 'rule_selection') }}

),

rule_selection as (

    select code
    from chosen_rules

)

select * from rule_selection
