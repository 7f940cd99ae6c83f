-- One row per figure that a report prints of a team or locality, dated, with the value
-- its own parts give.
with

figures as (

    select * from {{ ref('returncheck', 'stg_kpi_return__figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

-- Within a report a team is an area of its own, however its name is written.
team_figures as (

    select
        figures.return_id,
        figures.row_number,
        figures.report_id,
        figures.report_date,
        figures.paragraph,
        figures.la_code,
        figures.team,
        figures.la_code || ' ' || lower(trim(figures.team)) as area_code,
        figures.indicator_id,
        indicators.unit,
        {{ year_ending(
            'figures.period_end', "coalesce(indicators.year_end, '03-31')"
        ) }} as return_year,
        figures.period_type,
        {{ first_day_of('figures') }} as period_start,
        figures.period_end,
        figures.period_basis,
        figures.numerator,
        figures.denominator,
        figures.value as value_printed,
        figures.value_decimals,
        figures.is_unread,
        {{ value_from_parts(
            'indicators.unit', 'figures.numerator', 'figures.denominator'
        ) }} as value_of_parts,
        figures.value_low,
        figures.value_high,
        figures.numerator_symbol,
        figures.denominator_symbol,
        figures.value_symbol,
        figures.target,
        figures.definition,
        figures.note
    from figures
    left join indicators
        on figures.indicator_id = indicators.indicator_id
    where figures.team is not null

)

select * from team_figures
