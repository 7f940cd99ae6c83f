-- One row per figure that a report quotes about others, as submitted, typed.
with

raw_rows as (

    select * from {{ source('kpi_return', 'kpi_return__Comparators') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(report_id, '') as report_id,
        nullif(paragraph, '') as paragraph,
        nullif(la_code, '') as la_code,
        nullif(indicator_id, '') as indicator_id,
        nullif(period_type, '') as period_type,
        {{ to_date_uk('period_start') }} as period_start,
        {{ to_date_uk('period_end') }} as period_end,
        nullif(comparator, '') as comparator,
        cast({{ to_year('comparator_year') }} as integer) as comparator_year,
        {{ to_number('numerator') }} as numerator,
        {{ printed_symbol('numerator') }} as numerator_symbol,
        {{ to_number('denominator') }} as denominator,
        {{ printed_symbol('denominator') }} as denominator_symbol,
        {{ to_number('value') }} as value,
        {{ printed_decimals('value') }} as value_decimals,
        {{ printed_symbol('value') }} as value_symbol,
        {{ is_unread(['numerator', 'denominator', 'value']) }} as is_unread,
        {{ to_number('value_low') }} as value_low,
        {{ to_number('value_high') }} as value_high,
        nullif(relation, '') as relation,
        {{ to_number('factor') }} as factor,
        {{ printed_decimals('factor') }} as factor_decimals,
        {{ to_date_uk('since') }} as since_day,
        nullif(note, '') as note
    from raw_rows

)

select * from typed
