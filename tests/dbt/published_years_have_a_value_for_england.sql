-- One row per indicator and year with published figures but none for England. Youth
-- justice is published for authorities alone.
with

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

years_without_england as (

    select
        published_values.indicator_id,
        published_values.return_year
    from published_values
    inner join indicators
        on published_values.indicator_id = indicators.indicator_id
    where indicators.topic <> 'Youth justice'
    group by published_values.indicator_id, published_values.return_year
    having count(*) filter (where published_values.area_type = 'england') <> 1

)

select * from years_without_england
