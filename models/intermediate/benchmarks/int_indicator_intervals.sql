-- One row per compared value: its confidence interval, the funnel limits around
-- England's value at its denominator, and where it lies between them.
with

value_denominators as (

    select * from {{ ref('returncheck', 'int_value_denominators') }}

),

-- Shares count out of a denominator; rates count events in a large one, as if out of an
-- endless one. Published figures are rounded, England's and the authority's own.
scaled_values as (

    select
        *,
        case
            when coalesce(significance_reason, 'no_england_value') = 'no_england_value'
                then denominator
        end as base,
        case unit
            when 'percent' then 100.0
            when 'per_100k_10_to_17' then 100000.0
            else 10000.0
        end as scale,
        coalesce({{ rounding_tolerance('published_decimals') }}, 0) as half_unit
    from value_denominators

),

-- England may be half a unit lower or higher than it is printed.
rounded_values as (

    select
        *,
        case source when 'published' then half_unit else 0 end as rounding,
        case
            when england_value < half_unit then 0.0
            else england_value - half_unit
        end as england_low,
        case
            when unit = 'percent' and england_value > 100 - half_unit then 100.0
            else england_value + half_unit
        end as england_high
    from scaled_values

),

expected_values as (

    select
        *,
        value / scale as share,
        value / scale * base as events,
        england_low / scale * base as expected_low,
        england_high / scale * base as expected_high,
        case unit when 'percent' then england_low / scale else 0.0 end as share_low,
        case unit when 'percent' then england_high / scale else 0.0 end as share_high,
        case unit
            when 'percent' then pow(1 - england_low / scale, base)
            else exp(-england_low / scale * base)
        end as chance_of_none,
        case unit when 'percent' then pow(england_high / scale, base) else 0 end
            as chance_of_all
    from rounded_values

),

limits as (

    select
        *,
        case unit
            when 'percent' then scale * {{ wilson_limit('share', 'base', 95, 'low') }}
            else scale / base * {{ byar_limit('events', 95, 'low') }}
        end as interval_low,
        case unit
            when 'percent' then scale * {{ wilson_limit('share', 'base', 95, 'high') }}
            else scale / base * {{ byar_limit('events', 95, 'high') }}
        end as interval_high,
        scale / base * {{
            funnel_limit('expected_low', 'share_low', 'chance_of_none', 95, 'low')
        }} - rounding as low_95,
        scale / base * {{
            funnel_limit('expected_high', 'share_high', 'chance_of_all', 95, 'high')
        }} + rounding as high_95,
        scale / base * {{
            funnel_limit('expected_low', 'share_low', 'chance_of_none', 99.8, 'low')
        }} - rounding as low_99_8,
        scale / base * {{
            funnel_limit('expected_high', 'share_high', 'chance_of_all', 99.8, 'high')
        }} + rounding as high_99_8,
        expected_low is not null as has_funnel,
        case unit when 'percent' then 100.0 end as most
    from expected_values

),

intervals as (

    select
        *,
        denominator as interval_denominator,
        denominator_source as interval_denominator_source,
        case when low_95 > 0 then low_95 when has_funnel then 0.0 end as funnel_low_95,
        case
            when high_95 <= coalesce(most, high_95) then high_95
            when has_funnel then most
        end as funnel_high_95,
        case when low_99_8 > 0 then low_99_8 when has_funnel then 0.0 end
            as funnel_low_99_8,
        case
            when high_99_8 <= coalesce(most, high_99_8) then high_99_8
            when has_funnel then most
        end as funnel_high_99_8,
        case
            when significance_reason is not null then null
            when value > high_99_8 then 'very_high'
            when value < low_99_8 then 'very_low'
            when value > high_95 then 'high'
            when value < low_95 then 'low'
            else 'as_expected'
        end as significance
    from limits

)

select * from intervals
