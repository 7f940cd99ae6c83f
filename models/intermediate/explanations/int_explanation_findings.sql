-- One row per explanation that explains nothing.
with

explanations as (

    select * from {{ ref('returncheck', 'int_explanations_checked') }}

),

matches as (

    select * from {{ ref('returncheck', 'int_explanation_matches') }}

),

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

rules as (

    select * from {{ ref('returncheck', 'rc_rules') }}

),

rule_codes as (

    select distinct
        collection,
        lower(code) as any_case_code
    from rules

),

rule_collections as (

    select distinct collection
    from rule_codes

),

returns_with_rules as (

    select
        returns.return_id,
        returns.collection,
        returns.return_year,
        returns.load_order
    from returns
    inner join rule_collections
        on returns.collection = rule_collections.collection

),

-- The return about to be sent, of a collection that has the rule where one does; an
-- explanation that names no return is meant for it.
latest_returns as (

    select
        explanations.row_number,
        returns_with_rules.return_id,
        returns_with_rules.collection
    from explanations
    cross join returns_with_rules
    left join rule_codes
        on
            returns_with_rules.collection = rule_codes.collection
            and lower(explanations.code) = rule_codes.any_case_code
    qualify
        row_number() over (
            partition by explanations.row_number
            order by
                rule_codes.any_case_code is not null desc,
                returns_with_rules.return_year desc nulls last,
                returns_with_rules.load_order desc
        ) = 1

),

matched_rows as (

    select distinct row_number
    from matches

),

explanation_findings as (

    select
        coalesce(returns.return_id, latest_returns.return_id) as return_id,
        'rule' as layer,
        coalesce(returns.collection, latest_returns.collection)
        || ':explanation' as check_id,
        'info' as severity,
        {{ finding_key([
            'explanations.code',
            'explanations.child_id',
            'explanations.return_id',
        ]) }}
        || '|' || cast(
            row_number() over (
                partition by
                    explanations.code,
                    explanations.child_id,
                    explanations.return_id
                order by explanations.row_number nulls last
            ) as string
        ) as finding_key,
        'explanations' as table_name,
        explanations.row_number,
        explanations.child_id,
        'rule' as field,
        explanations.code as value,
        concat(
            'The explanation has no effect: ',
            coalesce(
                explanations.fault,
                'there is no such query of rule ' || explanations.code
            ),
            '. Correct the row or remove it.'
        ) as message
    from explanations
    left join matched_rows
        on explanations.row_number = matched_rows.row_number
    left join returns
        on explanations.return_id = returns.return_id
    left join latest_returns
        on explanations.row_number = latest_returns.row_number
    where
        matched_rows.row_number is null
        and coalesce(returns.return_id, latest_returns.return_id) is not null

)

select * from explanation_findings
