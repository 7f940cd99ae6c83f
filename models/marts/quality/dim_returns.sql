-- One row per loaded return: whose it is, of which year, and whether it is context.
with

returns as (

    select * from {{ ref('stg_returns') }}

),

return_contexts as (

    select * from {{ ref('int_return_contexts') }}

),

described_returns as (

    select
        returns.return_id,
        returns.collection,
        returns.la_code,
        returns.return_year,
        returns.rule_year,
        return_contexts.is_context
    from returns
    inner join return_contexts on returns.return_id = return_contexts.return_id

)

select * from described_returns
