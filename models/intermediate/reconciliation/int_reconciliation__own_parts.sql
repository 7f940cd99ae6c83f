-- One row per stated figure, held against its own numerator and denominator, or
-- against its denominator alone where no whole number over it gives the share.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

-- The share nearest to the printed one that a whole number of the denominator can be.
-- Posts come in parts, children do not.
compared_figures as (

    select
        figures.*,
        case
            when figures.unit = 'count' and figures.value_printed is not null then 0.0
            else {{ rounding_tolerance('figures.value_decimals') }}
        end as tolerance,
        case
            when
                figures.unit = 'percent'
                and figures.numerator is null
                and figures.denominator > 0
                and figures.denominator = floor(figures.denominator)
                and figures.value_printed between 0 and 100
                and coalesce(indicators.topic, '') <> 'Workforce'
                then
                    100
                    * round(figures.value_printed * figures.denominator / 100)
                    / figures.denominator
        end as nearest_share
    from stated_figures as figures
    left join indicators
        on figures.indicator_id = indicators.indicator_id
    where
        figures.value_printed is not null
        -- Spans and symbols have comparisons of their own.
        or (
            figures.value_low is null
            and figures.value_high is null
            and figures.value_symbol is null
            and coalesce(figures.numerator, figures.denominator) is not null
        )

),

expected_figures as (

    select
        *,
        coalesce(
            value_of_parts,
            case
                when abs(value_printed - nearest_share) > tolerance then nearest_share
            end
        ) as expected_value
    from compared_figures

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
        expected_value,
        tolerance,
        case
            when value_printed is null or expected_value is null then 'untestable'
            when abs(value_printed - expected_value) <= tolerance then 'agrees'
            else 'disagrees'
        end as status,
        case
            when unit is null then 'indicator_unknown'
            when value_printed is null then 'no_value_printed'
            when numerator is null and expected_value is not null
                then 'no_numerator_nearest'
            when numerator is null then 'no_numerator_printed'
            when unit = 'count' and value_printed = numerator
                then 'count_is_its_numerator'
            when value_of_parts is not null then null
            when denominator is null then 'no_denominator_printed'
            when denominator = 0 then 'denominator_is_zero'
            else 'no_share_of_parts'
        end as reason_code,
        {{ reason_columns(number_1='round(denominator)') }}
    from expected_figures

)

select * from own_parts
