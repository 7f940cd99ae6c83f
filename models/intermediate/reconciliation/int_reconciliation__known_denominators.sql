-- One row per rate with a count, held against that count over the population of its
-- area, and per daily mean with a count, held against that over the working days of
-- its period.
with

implied_rates as (

    select * from {{ ref('returncheck', 'int_implied_rates') }}

),

daily_means as (

    select * from {{ ref('returncheck', 'int_daily_means') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

all_figures as (

    select * from implied_rates
    union all
    select * from daily_means

),

-- A published rate is rounded, and a region's count to tens: who prints that rate is as
-- far from the count as the rounding of both.
toleranced_figures as (

    select
        figures.*,
        {{ rounding_tolerance('figures.value_decimals') }} as tolerance,
        coalesce(
            abs(figures.value_printed - published_values.value)
            <= {{ rounding_tolerance(
                'least(indicators.published_decimals, figures.value_decimals)'
            ) }}
            and abs(figures.value_printed - figures.expected_value)
            <= {{ rounding_tolerance('figures.value_decimals') }}
            + {{ rounding_tolerance('indicators.published_decimals') }},
            false
        ) as is_as_published
    from all_figures as figures
    left join indicators
        on figures.indicator_id = indicators.indicator_id
    left join published_values
        on
            figures.indicator_id = published_values.indicator_id
            and figures.area_code = published_values.area_code
            and figures.return_year = published_values.return_year

),

known_denominators as (

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
        'known_denominator' as comparison,
        value_printed as stated_value,
        expected_value,
        tolerance,
        case
            when expected_value is null then 'untestable'
            when abs(value_printed - expected_value) <= tolerance then 'agrees'
            when
                value_printed between expected_value * least_factor - tolerance
                and expected_value * most_factor + tolerance
                then 'revised_since'
            when is_as_published then 'untestable'
            when is_unsure and not coalesce(is_beyond_revision, false) then 'untestable'
            else 'disagrees'
        end as status,
        reason_code,
        qualifier_code,
        hint_code,
        case
            when
                is_as_published and abs(value_printed - expected_value) > tolerance
                then 'published_is_rounded'
            when is_unsure and period_basis = 'assumed' then 'but_period_assumed'
            when is_unsure and is_beyond_revision then 'beyond_any_revision'
        end as remark_code,
        {{ reason_parameters() }}
    from toleranced_figures

)

select * from known_denominators
