-- One row per compared value, with what it is a share or rate of, where that is known,
-- and why nothing can be said of chance, where nothing can.
with

compared_values as (

    select * from {{ ref('returncheck', 'int_compared_values') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

populations as (

    select * from {{ ref('returncheck', 'int_populations_by_return_year') }}

),

-- The catalogue names a published count as the denominator of some shares.
published_denominators as (

    select
        indicators.indicator_id,
        authority_values.la_code,
        authority_values.return_year,
        authority_values.value as denominator
    from indicators
    inner join authority_values
        on indicators.denominator = authority_values.indicator_id

),

found_denominators as (

    select
        compared_values.*,
        indicators.published_decimals,
        coalesce(position('days lost' in indicators.numerator) > 0, false)
            as is_of_days_lost,
        compared_values.unit
        in ('percent', 'per_10k', 'per_10k_10_to_17', 'per_100k_10_to_17')
            as is_share_or_rate,
        indicators.denominator is not null as has_denominator,
        case
            when compared_values.source = 'published'
                then published_denominators.denominator
        end as published_denominator,
        case when compared_values.unit = 'per_10k' then populations.population end
            as population
    from compared_values
    left join indicators
        on compared_values.indicator_id = indicators.indicator_id
    left join published_denominators
        on
            compared_values.indicator_id = published_denominators.indicator_id
            and compared_values.la_code = published_denominators.la_code
            and compared_values.return_year = published_denominators.return_year
    left join populations
        on
            compared_values.la_code = populations.area_code
            and compared_values.return_year = populations.return_year

),

chosen_denominators as (

    select
        *,
        cast(coalesce(own_denominator, published_denominator, population) as double)
            as denominator,
        case
            when own_denominator is not null then 'own_parts'
            when published_denominator is not null then 'published_count'
            when population is not null then 'population_estimate'
        end as denominator_source
    from found_denominators

),

value_denominators as (

    select
        *,
        case
            when value is null then 'no_value'
            when unit is null then 'not_a_share_or_rate'
            when unit in ('days', 'weeks', 'months') then 'is_a_length_of_time'
            when unit in ('pounds', 'money') then 'is_money'
            when unit = 'count' then 'is_a_count'
            when not is_share_or_rate and has_denominator then 'is_an_average'
            when not is_share_or_rate then 'is_a_count'
            when verdict = 'contradicted' then 'contradicted'
            when is_of_days_lost then 'is_of_days_lost'
            when completeness = 'lower_bound' then 'lower_bound'
            when coalesce(denominator <= 0, true) then 'no_denominator'
            when value < 0 or (unit = 'percent' and value > 100) then 'out_of_range'
            when england_value is null then 'no_england_value'
        end as significance_reason
    from chosen_denominators

)

select * from value_denominators
