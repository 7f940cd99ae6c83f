-- One row per figure of a period, recomputed from records or reported.
with

own_values as (

    select * from {{ ref('returncheck', 'int_indicator_period_values') }}

),

returns as (

    select * from {{ ref('returncheck', 'stg_register__returns') }}

),

period_figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__period_figures') }}

),

recomputed_periods as (

    select
        own_values.la_code,
        own_values.indicator_id,
        'recomputed' as source,
        returns.collection,
        own_values.return_id,
        cast(null as string) as table_name,
        cast(null as bigint) as row_number,
        own_values.period_type,
        own_values.period_start,
        own_values.period_end,
        own_values.months_covered,
        own_values.return_year,
        own_values.numerator,
        own_values.denominator,
        own_values.value,
        own_values.completeness,
        own_values.note,
        row_number() over (
            partition by
                returns.collection,
                own_values.la_code,
                own_values.return_year,
                own_values.indicator_id,
                own_values.period_type,
                own_values.period_end
            order by returns.load_order desc
        ) = 1 as is_latest
    from own_values
    inner join returns
        on own_values.return_id = returns.return_id

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
