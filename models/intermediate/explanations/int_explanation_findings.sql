-- One row per explanation that explains nothing.
with

explanations as (

    select * from {{ ref('int_explanations_checked') }}

),

matches as (

    select * from {{ ref('int_explanation_matches') }}

),

returns as (

    select * from {{ ref('stg_returns') }}

),

matched_rows as (

    select distinct row_number
    from matches

),

-- The return about to be sent; an explanation that names no return is meant for it.
latest_return as (

    select max_by(return_id, return_year * 1000000 + load_order) as return_id
    from returns
    where collection = 'cin_census'

),

explanation_findings as (

    select
        coalesce(returns.return_id, latest_return.return_id) as return_id,
        'rule' as layer,
        'cin_census:explanation' as check_id,
        'info' as severity,
        cast(explanations.row_number as string) as finding_key,
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
    cross join latest_return
    left join matched_rows
        on explanations.row_number = matched_rows.row_number
    left join returns
        on explanations.return_id = returns.return_id
    where
        matched_rows.row_number is null
        and coalesce(returns.return_id, latest_return.return_id) is not null

)

select * from explanation_findings
