-- One row per figure of a period, recomputed from records or reported.
with

census_values as (

    select * from {{ ref('int_cin_census__period_values') }}

),

returns as (

    select * from {{ ref('stg_returns') }}

),

period_figures as (

    select * from {{ ref('int_kpi_return__period_figures') }}

),

recomputed_periods as (

    select
        census_values.la_code,
        census_values.indicator_id,
        'recomputed' as source,
        returns.collection,
        census_values.return_id,
        cast(null as string) as table_name,
        cast(null as bigint) as row_number,
        census_values.period_type,
        census_values.period_start,
        census_values.period_end,
        census_values.months_covered,
        census_values.return_year,
        census_values.numerator,
        census_values.denominator,
        census_values.value,
        census_values.completeness,
        census_values.note,
        row_number() over (
            partition by
                returns.collection,
                census_values.la_code,
                census_values.return_year,
                census_values.indicator_id,
                census_values.period_type,
                census_values.period_end
            order by returns.load_order desc
        ) = 1 as is_latest
    from census_values
    inner join returns
        on census_values.return_id = returns.return_id

),

reported_periods as (

    select
        la_code,
        indicator_id,
        'reported' as source,
        'kpi_return' as collection,
        return_id,
        'Figures' as table_name,
        row_number,
        period_type,
        period_start,
        period_end,
        months_covered,
        return_year,
        numerator,
        denominator,
        value,
        completeness,
        note,
        is_latest
    from period_figures

),

indicator_periods as (

    select * from recomputed_periods
    union all
    select * from reported_periods

)

select * from indicator_periods
