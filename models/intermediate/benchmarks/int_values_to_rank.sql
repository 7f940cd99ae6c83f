-- One row per authority, indicator, period, source and return, with the published
-- year it is compared with.
with

indicator_values as (

    select * from {{ ref('returncheck', 'int_indicator_values') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

comparator_years as (

    select * from {{ ref('returncheck', 'int_published__years') }}

),

values_to_rank as (

    select
        indicator_values.la_code,
        indicator_values.indicator_id,
        indicator_values.return_year,
        indicator_values.period_type,
        indicator_values.period_start,
        indicator_values.period_end,
        indicator_values.source,
        indicator_values.value,
        indicator_values.denominator as own_denominator,
        indicator_values.target as reported_target,
        indicator_values.return_id,
        indicator_values.is_latest,
        indicator_values.completeness,
        indicator_values.is_annual,
        indicator_values.row_number,
        indicators.unit,
        indicators.polarity,
        case
            when
                indicator_values.is_annual
                or not {{ grows_with_period('indicators.unit') }}
                and not (
                    indicators.unit = 'number'
                    and indicators.period_type = 'year'
                    and indicators.denominator is null
                )
                then comparator_years.comparator_year
        end as comparator_year
    from indicator_values
    left join indicators
        on indicator_values.indicator_id = indicators.indicator_id
    left join comparator_years
        on
            indicator_values.indicator_id = comparator_years.indicator_id
            and indicator_values.return_year = comparator_years.return_year
    where indicator_values.area_type = 'authority'

)

select * from values_to_rank
