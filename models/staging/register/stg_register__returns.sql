-- One row per loaded return.
with

loaded_returns as (

    select * from {{ source('returncheck_register', 'returns') }}

),

returns as (

    select
        return_id,
        collection,
        la_code,
        return_year,
        coalesce(rule_year, return_year) as rule_year,
        previous_return_id,
        file_format,
        source_name,
        loaded_at,
        load_order,
        coalesce(checked_as_context, is_context, false) as is_context
    from loaded_returns

)

select * from returns
