-- One row per indicator and year with published figures but none for England, where not
-- a symbol stands. Youth justice is published for authorities alone.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

symbols_for_england as (

    select
        indicator_id,
        year
    from {{ ref('returncheck', 'int_published__figures') }}
    where area_type = 'england' and value is null

),

years_without_england as (

    select
        published_values.indicator_id,
        published_values.return_year
    from published_values
    inner join indicators
        on published_values.indicator_id = indicators.indicator_id
    left join symbols_for_england
        on
            published_values.indicator_id = symbols_for_england.indicator_id
            and published_values.return_year = symbols_for_england.year
    where
        indicators.topic <> 'Youth justice'
        and symbols_for_england.indicator_id is null
    group by published_values.indicator_id, published_values.return_year
    having count(*) filter (where published_values.area_type = 'england') <> 1

)

select * from years_without_england
