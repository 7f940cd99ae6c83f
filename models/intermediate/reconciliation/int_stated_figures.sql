-- One row per figure that a loaded report states, of its own authority, of one of its
-- teams or of others. A state on a day begins on it, whatever a report prints as the
-- first day.
with

figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__figures') }}

),

team_figures as (

    select * from {{ ref('returncheck', 'int_kpi_return__team_figures') }}

),

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

-- The area of a team is its own, so that nothing of the authority is held against it.
printed_figures as (

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
        note,
        cast(null as string) as team,
        value_low,
        value_high,
        numerator_symbol,
        denominator_symbol,
        value_symbol,
        cast(null as string) as relation
    from figures
    union all
    select
        return_id,
        'Figures' as table_name,
        row_number,
        paragraph,
        la_code,
        area_code,
        cast(null as string) as comparator_name,
        indicator_id,
        unit,
        return_year,
        period_type,
        period_start,
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
        note,
        team,
        value_low,
        value_high,
        numerator_symbol,
        denominator_symbol,
        value_symbol,
        cast(null as string) as relation
    from team_figures
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
        note,
        cast(null as string) as team,
        value_low,
        value_high,
        numerator_symbol,
        denominator_symbol,
        value_symbol,
        relation
    from comparators

),

-- A count that prints its numerator alone prints itself there.
all_figures as (

    select
        *,
        case
            when
                unit = 'count'
                and value_symbol is null
                and value_printed is null
                and numerator is null
                then numerator_symbol
            else value_symbol
        end as symbol_printed
    from printed_figures

),

stated_figures as (

    select
        return_id,
        table_name,
        row_number,
        paragraph,
        la_code,
        area_code,
        comparator_name,
        indicator_id,
        unit,
        return_year,
        period_type,
        period_start,
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
        note,
        team,
        coalesce(value_low, {{ bound_of_symbol('symbol_printed', 'low', 'unit') }})
            as value_low,
        coalesce(value_high, {{ bound_of_symbol('symbol_printed', 'high', 'unit') }})
            as value_high,
        numerator_symbol,
        denominator_symbol,
        symbol_printed as value_symbol,
        relation
    from all_figures

)

select * from stated_figures
