-- One row per figure of a loaded return: recomputed from its records or reported in it.
with

own_values as (

    select * from {{ ref('returncheck', 'int_recomputed_values') }}

),

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

kpi_figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

recomputed_values as (

    select
        own_values.return_id,
        returns.collection,
        'recomputed' as source,
        'authority' as area_type,
        own_values.la_code as area_code,
        own_values.la_code,
        own_values.indicator_id,
        own_values.return_year,
        own_values.period_type,
        own_values.period_start,
        own_values.period_end,
        cast(null as string) as period_basis,
        own_values.numerator,
        own_values.denominator,
        own_values.value,
        cast(null as double) as target,
        row_number() over (
            partition by
                returns.collection,
                own_values.la_code,
                own_values.return_year,
                own_values.indicator_id
            order by returns.load_order desc
        ) = 1 as is_latest,
        own_values.completeness,
        cast(null as string) as table_name,
        cast(null as bigint) as row_number,
        own_values.note
    from own_values
    inner join returns
        on own_values.return_id = returns.return_id

),

reported_values as (

    select
        return_id,
        'kpi_return' as collection,
        'reported' as source,
        'authority' as area_type,
        la_code as area_code,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        period_basis,
        numerator,
        denominator,
        value,
        target,
        is_latest,
        completeness,
        'Figures' as table_name,
        row_number,
        note
    from kpi_figures

),

figures as (

    select * from recomputed_values
    union all
    select * from reported_values

),

-- A part of a year never stands beside a year's count or rate.
loaded_values as (

    select
        figures.return_id,
        figures.collection,
        figures.source,
        figures.area_type,
        figures.area_code,
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        figures.period_basis,
        figures.numerator,
        figures.denominator,
        figures.value,
        figures.target,
        figures.is_latest,
        figures.completeness,
        coalesce(
            (
                indicators.period_type = 'snapshot'
                and figures.period_type not in ('not_stated', 'week')
            )
            or (
                {{ add_months('figures.period_start', 12) }}
                = {{ add_days('figures.period_end', 1) }}
            ),
            false
        ) as is_annual,
        figures.table_name,
        figures.row_number,
        figures.note
    from figures
    left join indicators
        on figures.indicator_id = indicators.indicator_id

)

select * from loaded_values
