-- One row per figure of a loaded return, beside the published one of its year.
with

figures_loaded as (

    select * from {{ ref('returncheck', 'int_loaded_values') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

revisions as (

    select * from {{ ref('returncheck', 'int_population_revisions') }}

),

-- Rates of children looked after have revisions of their own.
catalogued_values as (

    select
        figures_loaded.*,
        indicators.unit,
        indicators.is_published,
        indicators.published_decimals,
        case
            when indicators.unit = 'per_10k' and indicators.topic <> 'Looked after'
                then figures_loaded.return_year
        end as revision_year
    from figures_loaded
    left join indicators
        on figures_loaded.indicator_id = indicators.indicator_id

),

loaded_values as (

    select
        catalogued_values.*,
        figures.value_decimals,
        coalesce(
            figures.value_symbol,
            cast(figures.value_low as string),
            cast(figures.value_high as string)
        ) is not null as is_printed_otherwise,
        published_values.value as published_value,
        published_values.period_end as published_period_end,
        revisions.least_factor,
        revisions.most_factor
    from catalogued_values
    left join figures
        on
            catalogued_values.return_id = figures.return_id
            and catalogued_values.row_number = figures.row_number
    left join published_values
        on
            catalogued_values.indicator_id = published_values.indicator_id
            and catalogued_values.return_year = published_values.return_year
            and catalogued_values.la_code = published_values.area_code
    left join revisions
        on
            catalogued_values.la_code = revisions.area_code
            and catalogued_values.revision_year = revisions.return_year

),

-- Two rounded figures agree when the finer one rounds to the coarser; counts are
-- exact.
toleranced_values as (

    select
        *,
        case
            when unit = 'count' then 0.0
            else {{ rounding_tolerance(
                'least(published_decimals, coalesce(value_decimals, published_decimals))'
            ) }}
        end as tolerance
    from loaded_values

)

select * from toleranced_values
