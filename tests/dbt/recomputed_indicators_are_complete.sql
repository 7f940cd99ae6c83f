-- One row per return and indicator of its collection and year that is not recomputed
-- exactly once.
with

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

indicator_values as (

    select * from {{ ref('returncheck', 'fct_indicator_values') }}

),

recomputed_values as (

    select
        return_id,
        indicator_id,
        count(*) as times
    from indicator_values
    where source = 'recomputed'
    group by return_id, indicator_id

),

wrong_indicators as (

    select
        returns.return_id,
        indicators.indicator_id,
        recomputed_values.times
    from returns
    inner join indicators
        on returns.collection = indicators.computed_from
    left join recomputed_values
        on
            returns.return_id = recomputed_values.return_id
            and indicators.indicator_id = recomputed_values.indicator_id
    where
        coalesce(indicators.first_year <= returns.return_year, true)
        and coalesce(indicators.last_year >= returns.return_year, true)
        and recomputed_values.times is distinct from 1

)

select * from wrong_indicators
