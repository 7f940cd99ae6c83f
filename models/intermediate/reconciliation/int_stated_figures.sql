-- One row per figure that a loaded report states, of its own authority or of others. A
-- state on a day begins on it, whatever a report prints as the first day.
with

figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

stated_figures as (

    select
        return_id,
        'Figures' as table_name,
        row_number,
        paragraph,
        la_code,
        la_code as area_code,
        cast(null as string) as comparator_name,
        indicator_id,
        unit,
        return_year,
        period_type,
        case when period_type = 'snapshot' then period_end else period_start end
            as period_start,
        period_end,
        period_basis,
        numerator,
        denominator,
        value_printed,
        value_decimals,
        is_unread,
        value_of_parts,
        target,
        definition,
        note
    from figures
    union all
    select
        return_id,
        'Comparators' as table_name,
        row_number,
        paragraph,
        la_code,
        area_code,
        comparator_name,
        indicator_id,
        unit,
        coalesce(year_named, year_of_figure) as return_year,
        period_type,
        case when period_type = 'snapshot' then period_end else period_start end
            as period_start,
        period_end,
        'printed' as period_basis,
        numerator,
        denominator,
        value as value_printed,
        value_decimals,
        is_unread,
        value_of_parts,
        cast(null as double) as target,
        cast(null as string) as definition,
        note
    from comparators

)

select * from stated_figures
