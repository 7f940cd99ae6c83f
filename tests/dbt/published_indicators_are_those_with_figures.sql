-- One row per indicator that is marked as published without figures, or has figures
-- without the mark.
with

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

indicators_with_figures as (

    select distinct indicator_id
    from published_values

),

differing_indicators as (

    select
        indicators.indicator_id,
        indicators.is_published
    from indicators
    left join indicators_with_figures
        on indicators.indicator_id = indicators_with_figures.indicator_id
    where
        indicators.is_published
        <> (indicators_with_figures.indicator_id is not null)

)

select * from differing_indicators
