-- One row per figure in whose place a symbol is printed that bounds nothing: what it
-- means, and whether what it keeps back is told elsewhere.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

published as (

    select * from {{ ref('returncheck', 'int_loaded_values_beside_published') }}

),

quoted as (

    select * from {{ ref('returncheck', 'int_quoted_values') }}

),

symbols as (

    select
        figures.*,
        case
            when figures.unit = 'count'
                then
                    coalesce(
                        case
                            when
                                published.period_end = published.published_period_end
                                and published.is_annual
                                then published.published_value
                        end,
                        quoted.published_value
                    )
        end as count_published,
        case figures.value_symbol
            when 'c' then 'symbol_suppressed'
            when '*' then 'symbol_suppressed'
            when 'u' then 'symbol_unreliable'
            when 'low' then 'symbol_negligible'
            when 'k' then 'symbol_negligible'
            when '~' then 'symbol_negligible'
            when 'z' then 'symbol_not_applicable'
            when 'n/a' then 'symbol_not_applicable'
            when '-' then 'symbol_without_number'
            else 'symbol_not_available'
        end as symbol_code
    from stated_figures as figures
    left join published
        on
            figures.return_id = published.return_id
            and figures.table_name = published.table_name
            and figures.row_number = published.row_number
    left join quoted
        on
            figures.table_name = 'Comparators'
            and figures.return_id = quoted.return_id
            and figures.row_number = quoted.row_number
    where
        figures.value_printed is null
        and coalesce(figures.value_low, figures.value_high) is null
        and figures.value_symbol is not null

),

-- What a share of a denominator gives away of the count that is kept back.
kept_numerators as (

    select
        *,
        value_printed * denominator / 100 as count_implied
    from stated_figures
    where
        numerator_symbol in ('c', '*')
        and unit = 'percent'
        and value_printed is not null
        and denominator is not null

),

symbol_comparisons as (

    select
        return_id,
        table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        'symbol_printed' as comparison,
        cast(null as double) as stated_value,
        cast(null as double) as expected_value,
        cast(null as double) as tolerance,
        'untestable' as status,
        symbol_code as reason_code,
        {{ reason_columns(
            remark_code="case when symbol_code <> 'symbol_suppressed' then null"
            " when numerator >= 5 then 'kept_back_but_numerator'"
            " when count_published >= 5 then 'kept_back_but_published' end",
            number_1='case when numerator >= 5 then numerator else count_published end',
            text_1='value_symbol'
        ) }}
    from symbols
    union all
    select
        return_id,
        table_name,
        row_number,
        la_code,
        indicator_id,
        return_year,
        period_type,
        period_start,
        period_end,
        'symbol_printed' as comparison,
        cast(null as double) as stated_value,
        cast(null as double) as expected_value,
        cast(null as double) as tolerance,
        'untestable' as status,
        'numerator_kept_back' as reason_code,
        {{ reason_columns(
            remark_code="case when round(count_implied) >= 5"
            " then 'kept_back_but_share' end",
            number_1='round(count_implied)',
            text_1='numerator_symbol'
        ) }}
    from kept_numerators

)

select * from symbol_comparisons
