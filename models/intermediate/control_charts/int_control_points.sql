-- One row per point of a monthly series, with its step from the month before.
with

monthly_series as (

    select * from {{ ref('returncheck', 'int_monthly_series') }}

),

-- One number in the place of four texts, for all that follows.
series as (

    select
        la_code,
        indicator_id,
        source,
        period_type,
        row_number() over (
            order by la_code, indicator_id, source, period_type
        ) as series_number
    from monthly_series
    group by la_code, indicator_id, source, period_type

),

numbered_months as (

    select
        series.series_number,
        monthly_series.*,
        extract(year from monthly_series.period_end) * 12
        + extract(month from monthly_series.period_end) as month_number
    from monthly_series
    inner join series
        on
            monthly_series.la_code = series.la_code
            and monthly_series.indicator_id = series.indicator_id
            and monthly_series.source = series.source
            and monthly_series.period_type = series.period_type

),

-- Months that follow each other are as far from the first as their places.
stretches as (

    select
        *,
        month_number - row_number() over (
            partition by series_number
            order by month_number
        ) as stretch
    from numbered_months

),

steps as (

    select
        *,
        value - lag(value) over (
            partition by series_number, stretch
            order by month_number
        ) as change
    from stretches

),

control_points as (

    select
        series_number,
        la_code,
        indicator_id,
        source,
        period_type,
        period_start,
        period_end,
        return_id,
        row_number,
        value,
        stretch,
        change,
        abs(change) as moving_range
    from steps

)

select * from control_points
