-- One row per figure that is printed as a span and other statement of it: whether that
-- lies within the span. A span that ends before it begins, and a value outside its own
-- span, have a row as well.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

span_statements as (

    select * from {{ ref('returncheck', 'int_value_span_statements') }}

),

reversed_spans as (

    select
        *,
        'span_bounds' as comparison,
        value_high as expected_value,
        cast(null as double) as least_factor,
        cast(null as double) as most_factor,
        false as is_unsure,
        value_low as stated_value
    from stated_figures
    where value_low > value_high

),

values_outside as (

    select
        *,
        'value_in_span' as comparison,
        case when value_printed < value_low then value_low else value_high end
            as expected_value,
        cast(null as double) as least_factor,
        cast(null as double) as most_factor,
        false as is_unsure,
        value_printed as stated_value
    from stated_figures
    where
        coalesce(value_low <= value_high, true)
        and (value_printed < value_low or value_printed > value_high)

),

-- What a span says of another statement is its own nearest number.
nearest_numbers as (

    select
        *,
        case
            when expected_value < value_low then value_low
            when expected_value > value_high then value_high
            else expected_value
        end as stated_value
    from span_statements

),

all_spans as (

    select * from reversed_spans
    union all
    select * from values_outside
    union all
    select * from nearest_numbers

),

-- A span that ends in whole numbers is as round as they are.
toleranced_spans as (

    select
        *,
        case
            when unit = 'count' or comparison in ('span_bounds', 'value_in_span')
                then 0.0
            when
                coalesce(value_low, 0) = floor(coalesce(value_low, 0))
                and coalesce(value_high, 0) = floor(coalesce(value_high, 0))
                then {{ rounding_tolerance('0') }}
            else {{ rounding_tolerance('1') }}
        end as tolerance
    from all_spans

),

span_comparisons as (

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
        comparison,
        stated_value,
        expected_value,
        tolerance,
        case
            when comparison in ('span_bounds', 'value_in_span') then 'disagrees'
            when abs(stated_value - expected_value) <= tolerance then 'agrees'
            when
                stated_value between expected_value * least_factor - tolerance
                and expected_value * most_factor + tolerance
                then 'revised_since'
            when is_unsure then 'untestable'
            else 'disagrees'
        end as status,
        case
            when comparison in ('span_bounds', 'value_in_span') then null
            when abs(stated_value - expected_value) <= tolerance
                then
                    case
                        when value_low is null then 'within_span_up_to'
                        when value_high is null then 'within_span_from'
                        else 'within_span'
                    end
            when value_low is null then 'outside_span_up_to'
            when value_high is null then 'outside_span_from'
            else 'outside_span'
        end as reason_code,
        {{ reason_columns(
            remark_code="case when is_unsure and period_basis = 'assumed'"
            " and abs(stated_value - expected_value) > tolerance"
            " then 'but_period_assumed' end",
            number_1='value_low',
            number_2='value_high'
        ) }}
    from toleranced_spans

)

select * from span_comparisons
