-- One row per explanation, with the reason why it can explain nothing; null where it
-- can.
with

explanations as (

    select * from {{ ref('stg_explanations') }}

),

rules as (

    select * from {{ ref('int_cin_census__rules') }}

),

known_codes as (

    select
        code,
        min(severity) as severity
    from rules
    group by code

),

explanations_checked as (

    select
        explanations.row_number,
        explanations.code,
        explanations.child_id,
        explanations.reason,
        explanations.explained_by,
        explanations.explained_on,
        explanations.return_id,
        case
            when explanations.code is null
                then 'it names no rule'
            when known_codes.code is null
                then 'there is no rule ' || explanations.code
            when known_codes.severity <> 'query'
                then
                    explanations.code
                    || ' is an error, which is corrected and not explained'
            when explanations.reason is null
                then 'it gives no reason'
            when explanations.explained_by is null
                then 'it does not say who gives the reason'
            when explanations.explained_on is null
                then 'it has no date such as 2025-06-30'
        end as fault
    from explanations
    left join known_codes
        on explanations.code = known_codes.code

)

select * from explanations_checked
