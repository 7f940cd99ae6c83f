-- One row per figure that a report prints, as submitted, typed.
with

raw_rows as (

    select * from {{ source('kpi_return', 'kpi_return__Figures') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(report_id, '') as report_id,
        {{ to_date_uk('report_date') }} as report_date,
        nullif(paragraph, '') as paragraph,
        nullif(la_code, '') as la_code,
        nullif(indicator_id, '') as indicator_id,
        nullif(period_type, '') as period_type,
        {{ to_date_uk('period_start') }} as period_start,
        {{ to_date_uk('period_end') }} as period_end,
        nullif(period_basis, '') as period_basis,
        {{ to_number('numerator') }} as numerator,
        {{ printed_symbol('numerator') }} as numerator_symbol,
        {{ to_number('denominator') }} as denominator,
        {{ printed_symbol('denominator') }} as denominator_symbol,
        {{ to_number('value') }} as value,
        {{ printed_decimals('value') }} as value_decimals,
        {{ printed_symbol('value') }} as value_symbol,
        {{ to_number('value_low') }} as value_low,
        {{ to_number('value_high') }} as value_high,
        nullif(unit, '') as team,
        nullif(definition, '') as definition,
        {{ to_number('target') }} as target,
        nullif(note, '') as note,
        nullif(action, '') as action,
        nullif(owner, '') as owner,
        {{ to_date_uk('due_date') }} as due_date
    from raw_rows

)

select * from typed
