-- One row per stated figure, held against its own numerator and denominator.
with

stated_figures as (

    select * from {{ ref('int_stated_figures') }}

),

compared_figures as (

    select
        *,
        {{ rounding_tolerance('value_decimals') }} as tolerance
    from stated_figures
    where value_printed is not null or numerator is not null or denominator is not null

),

own_parts as (

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
        'own_parts' as comparison,
        value_printed as stated_value,
        value_of_parts as expected_value,
        tolerance,
        case
            when value_printed is null or value_of_parts is null then 'untestable'
            when abs(value_printed - value_of_parts) <= tolerance then 'agrees'
            else 'disagrees'
        end as status,
        case
            when unit is null then 'the indicator is unknown'
            when value_printed is null then 'no value is printed'
            when numerator is null then 'no numerator is printed'
            when value_of_parts is not null then null
            when denominator is null then 'no denominator is printed'
            when denominator = 0 then 'the denominator is 0'
            else 'the figure is no share of its parts'
        end as reason
    from compared_figures

)

select * from own_parts
