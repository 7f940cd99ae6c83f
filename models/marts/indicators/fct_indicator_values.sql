-- One row per indicator value: recomputed from records, reported or published.
with

own_values as (

    select * from {{ ref('int_recomputed_values') }}

),

returns as (

    select * from {{ ref('stg_returns') }}

),

kpi_figures as (

    select * from {{ ref('int_kpi_return__figures') }}

),

published_values as (

    select * from {{ ref('int_published__indicator_values') }}

),

indicators as (

    select * from {{ ref('indicators') }}

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

published_figures as (

    select
        cast(null as string) as return_id,
        cast(null as string) as collection,
        'published' as source,
        area_type,
        area_code,
        case when area_type = 'authority' then area_code end as la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        cast(null as string) as period_basis,
        numerator,
        denominator,
        value,
        cast(null as double) as target,
        true as is_latest,
        'complete' as completeness,
        cast(null as string) as table_name,
        cast(null as bigint) as row_number,
        cast(null as string) as note
    from published_values

),

all_values as (

    select * from recomputed_values
    union all
    select * from reported_values
    union all
    select * from published_figures

),

-- A part of a year never stands beside a year's count or rate.
indicator_values as (

    select
        all_values.return_id,
        all_values.collection,
        all_values.source,
        all_values.area_type,
        all_values.area_code,
        all_values.la_code,
        all_values.indicator_id,
        all_values.return_year,
        all_values.period_type,
        all_values.period_start,
        all_values.period_end,
        all_values.period_basis,
        all_values.numerator,
        all_values.denominator,
        all_values.value,
        all_values.target,
        all_values.is_latest,
        all_values.completeness,
        coalesce(
            (
                indicators.period_type = 'snapshot'
                and all_values.period_type <> 'not_stated'
            )
            or (
                {{ add_months('all_values.period_start', 12) }}
                = {{ add_days('all_values.period_end', 1) }}
            ),
            false
        ) as is_annual,
        all_values.table_name,
        all_values.row_number,
        all_values.note
    from all_values
    left join indicators
        on all_values.indicator_id = indicators.indicator_id

)

select * from indicator_values
