-- One row per figure that a report prints of a whole authority, dated, with the value
-- its own parts give.
with

figures as (

    select * from {{ ref('returncheck', 'stg_kpi_return__figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

-- A state on a day begins on it, whatever a report prints as the first day.
dated_figures as (

    select
        figures.*,
        indicators.unit,
        indicators.period_type as indicator_period_type,
        indicators.year_end,
        case
            when figures.period_type = 'snapshot'
                then coalesce(figures.period_end, figures.period_start)
            else {{ first_day_of('figures') }}
        end as first_day,
        {{ first_day_of('figures') }} as dated_from,
        {{ year_ending(
            'figures.period_end', "coalesce(indicators.year_end, '03-31')"
        ) }} as return_year,
        {{ value_from_parts(
            'indicators.unit', 'figures.numerator', 'figures.denominator'
        ) }} as value_of_parts
    from figures
    left join indicators
        on figures.indicator_id = indicators.indicator_id

),

kpi_figures as (

    select
        return_id,
        row_number,
        report_id,
        report_date,
        paragraph,
        la_code,
        indicator_id,
        unit,
        return_year,
        period_type,
        dated_from as period_start,
        period_end,
        period_basis,
        numerator,
        numerator_symbol,
        denominator,
        denominator_symbol,
        value as value_printed,
        value_decimals,
        value_symbol,
        is_unread,
        value_of_parts,
        coalesce(value, value_of_parts) as value,
        value_low,
        value_high,
        definition,
        target,
        note,
        action,
        owner,
        due_date,
        row_number() over (
            partition by la_code, indicator_id, period_type, first_day, period_end
            order by report_date desc nulls last, return_id desc, row_number desc
        ) = 1 as is_latest,
        case
            when value is not null then 'as_reported'
            when value_of_parts is not null then 'from_parts'
            else 'no_value'
        end as completeness
    from dated_figures
    where team is null

)

select * from kpi_figures
