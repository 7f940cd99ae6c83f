-- One row per loaded return: whose it is, of which year, and whether it is context.
with

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

described_returns as (

    select
        return_id,
        collection,
        la_code,
        return_year,
        rule_year,
        is_context
    from returns

)

select * from described_returns
