-- One row per return and indicator recomputed from its records.
with

period_values as (

    select * from {{ ref('returncheck', 'int_indicator_period_values') }}

),

returns as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

-- The year as a whole, and the state on its last day.
indicator_values as (

    select
        period_values.return_id,
        period_values.la_code,
        period_values.indicator_id,
        period_values.return_year,
        period_values.period_type,
        period_values.period_start,
        period_values.period_end,
        period_values.numerator,
        period_values.denominator,
        period_values.value,
        period_values.completeness,
        period_values.note
    from period_values
    inner join returns
        on
            period_values.return_id = returns.return_id
            and period_values.period_end = returns.period_end
    where period_values.period_type in ('year', 'snapshot')

)

select * from indicator_values
