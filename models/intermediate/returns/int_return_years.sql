-- One row per return whose indicators are recomputed, with the year it covers.
with

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

computed_collections as (

    select distinct computed_from as collection
    from indicators

),

return_years as (

    select
        returns.return_id,
        returns.collection,
        returns.la_code,
        returns.return_year,
        make_date(returns.return_year - 1, 4, 1) as period_start,
        make_date(returns.return_year, 3, 31) as period_end
    from returns
    inner join computed_collections
        on returns.collection = computed_collections.collection

)

select * from return_years
