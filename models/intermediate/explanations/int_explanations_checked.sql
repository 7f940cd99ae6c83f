-- One row per explanation of a rule's query, with the reason why it can explain
-- nothing; null where it can.
with

all_explanations as (

    select * from {{ ref('returncheck', 'stg_register__explanations') }}

),

figure_explanations as (

    select * from {{ ref('returncheck', 'int_figure_explanations_checked') }}

),

explanations as (

    select all_explanations.*
    from all_explanations
    left join figure_explanations
        on all_explanations.row_number = figure_explanations.row_number
    where figure_explanations.row_number is null

),

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

rules as (

    select * from {{ ref('returncheck', 'rc_rules') }}

),

known_rules as (

    select
        collection,
        code,
        min(severity) as severity
    from rules
    group by collection, code

),

returns_with_rules as (

    select distinct
        returns.return_id,
        returns.collection
    from returns
    inner join known_rules
        on returns.collection = known_rules.collection

),

-- The rule of the return that is named, else that of every collection which has it.
meant_rules as (

    select
        explanations.row_number,
        known_rules.code,
        known_rules.severity
    from explanations
    left join returns_with_rules
        on explanations.return_id = returns_with_rules.return_id
    inner join known_rules
        on
            lower(explanations.code) = lower(known_rules.code)
            and coalesce(returns_with_rules.collection, known_rules.collection)
            = known_rules.collection

),

-- Where the code is a query in one collection and an error in another, the query is.
meant_codes as (

    select
        row_number,
        min(code) as code,
        max(severity) as severity
    from meant_rules
    group by row_number

),

-- A code without its Q, or with one that it does not have.
near_codes as (

    select
        explanations.row_number,
        min(known_rules.code) as code
    from explanations
    inner join known_rules
        on
            lower(explanations.code) || 'q' = lower(known_rules.code)
            or lower(explanations.code) = lower(known_rules.code) || 'q'
    group by explanations.row_number

),

explanations_checked as (

    select
        explanations.row_number,
        coalesce(meant_codes.code, explanations.code) as code,
        explanations.child_id,
        explanations.reason,
        explanations.explained_by,
        explanations.explained_on,
        explanations.return_id,
        case
            when explanations.code is null
                then 'it names no rule'
            when meant_codes.code is null
                then
                    'there is no rule ' || explanations.code
                    || coalesce(' (did you mean ' || near_codes.code || '?)', '')
            when meant_codes.severity <> 'query'
                then
                    meant_codes.code
                    || ' is an error, which is corrected and not explained'
            when explanations.reason is null
                then 'it gives no reason'
            when explanations.explained_by is null
                then 'it does not say who gives the reason'
            when explanations.explained_on is null
                then 'it has no date such as 2025-06-30'
        end as fault
    from explanations
    left join meant_codes
        on explanations.row_number = meant_codes.row_number
    left join near_codes
        on explanations.row_number = near_codes.row_number

)

select * from explanations_checked
