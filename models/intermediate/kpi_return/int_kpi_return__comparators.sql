-- One row per figure that a report quotes about others, with the area and year meant.
with

comparators as (

    select * from {{ ref('returncheck', 'stg_kpi_return__comparators') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

authorities as (

    select * from {{ ref('returncheck', 'int_areas__authorities') }}

),

area_names as (

    select
        'authority:' || la_code as comparator,
        la_name as comparator_name
    from authorities
    union
    select
        'region:' || region_code as comparator,
        region_name as comparator_name
    from authorities

),

kpi_comparators as (

    select
        comparators.return_id,
        comparators.row_number,
        comparators.paragraph,
        comparators.la_code,
        comparators.indicator_id,
        indicators.unit,
        comparators.period_type,
        comparators.period_start,
        comparators.period_end,
        comparators.comparator,
        case
            when comparators.comparator = 'england' then 'England'
            -- London as a whole is no authority's own region.
            when comparators.comparator = 'region:E12000007' then 'London'
            when comparators.comparator = 'statistical_neighbours'
                then 'statistical neighbours'
            when comparators.comparator = 'own' then 'its own earlier figure'
            when comparators.comparator = 'target' then 'its own target'
            when area_names.comparator_name is not null
                then area_names.comparator_name
            when comparators.comparator like 'region:%' then 'an unknown region'
            when comparators.comparator like 'authority:%'
                then 'an unknown authority'
            when comparators.comparator is null then 'others'
            else replace(comparators.comparator, '_', ' ')
        end as comparator_name,
        case
            when comparators.comparator = 'england' then 'E92000001'
            when comparators.comparator like 'region:%'
                then substring(comparators.comparator, 8)
            when comparators.comparator like 'authority:%'
                then substring(comparators.comparator, 11)
        end as area_code,
        comparators.comparator_year as year_named,
        {{ year_ending(
            'comparators.period_end', "coalesce(indicators.year_end, '03-31')"
        ) }} as year_of_figure,
        comparators.numerator,
        comparators.numerator_symbol,
        comparators.denominator,
        comparators.denominator_symbol,
        comparators.value,
        comparators.value_decimals,
        comparators.value_symbol,
        comparators.is_unread,
        {{ value_from_parts(
            'indicators.unit', 'comparators.numerator', 'comparators.denominator'
        ) }} as value_of_parts,
        comparators.value_low,
        comparators.value_high,
        comparators.relation,
        comparators.factor,
        comparators.factor_decimals,
        comparators.since_day,
        comparators.note
    from comparators
    left join indicators
        on comparators.indicator_id = indicators.indicator_id
    left join area_names
        on comparators.comparator = area_names.comparator

)

select * from kpi_comparators
