-- One row per share or rate whose numerator is printed as a bound, such as <5, beside
-- its denominator: what the bound leaves open against the figure.
with

stated_figures as (

    select *
    from {{ ref('returncheck', 'int_stated_figures') }}
    where
        value_printed is not null
        and denominator > 0
        and numerator is null
        and (numerator_symbol like '<%' or numerator_symbol like '>%')
        and unit in (
            'percent', 'per_10k', 'per_10k_10_to_17', 'per_100k_10_to_17', 'number'
        )

),

bounds as (

    select
        *,
        {{ bound_of_symbol('numerator_symbol', 'low', "'count'") }} as least_count,
        {{ bound_of_symbol('numerator_symbol', 'high', "'count'") }} as most_count
    from stated_figures

),

bounded_values as (

    select
        *,
        {{ value_from_parts('unit', 'least_count', 'denominator') }} as least_value,
        {{ value_from_parts('unit', 'most_count', 'denominator') }} as most_value,
        {{ rounding_tolerance('value_decimals') }} as tolerance
    from bounds

),

nearest_values as (

    select
        *,
        case
            when value_printed < least_value then least_value
            when value_printed > most_value then most_value
            else value_printed
        end as expected_value
    from bounded_values

),

bound_comparisons as (

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
        'numerator_bounds' as comparison,
        value_printed as stated_value,
        expected_value,
        tolerance,
        case
            when abs(value_printed - expected_value) <= tolerance then 'plausible'
            else 'disagrees'
        end as status,
        'numerator_is_bound' as reason_code,
        {{ reason_columns(number_1='denominator', text_1='numerator_symbol') }}
    from nearest_values

)

select * from bound_comparisons
