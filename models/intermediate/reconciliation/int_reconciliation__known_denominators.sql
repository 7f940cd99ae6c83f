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

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

rates_of_the_time as (

    select * from {{ ref('returncheck', 'int_rates_of_the_time') }}

),

own_figure_matches as (

    select * from {{ ref('returncheck', 'int_own_figure_matches') }}

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
        own_figure_matches.years as other_years,
        rates_of_the_time.mid_year as mid_year_out,
        coalesce(
            figures.value_printed
            between figures.expected_value * rates_of_the_time.least_ratio
            - {{ rounding_tolerance('figures.value_decimals') }}
            and figures.expected_value * rates_of_the_time.most_ratio
            + {{ rounding_tolerance('figures.value_decimals') }},
            false
        ) as is_rate_of_the_time,
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
    left join rates_of_the_time
        on
            figures.return_id = rates_of_the_time.return_id
            and figures.table_name = rates_of_the_time.table_name
            and figures.row_number = rates_of_the_time.row_number
    left join own_figure_matches
        on
            figures.return_id = own_figure_matches.return_id
            and figures.table_name = own_figure_matches.table_name
            and figures.row_number = own_figure_matches.row_number

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
            when is_as_published or is_rate_of_the_time then 'untestable'
            when is_unsure and not coalesce(is_beyond_revision, false) then 'untestable'
            else 'disagrees'
        end as status,
        reason_code,
        qualifier_code,
        case when other_years is null then hint_code end as hint_code,
        case
            when
                is_as_published and abs(value_printed - expected_value) > tolerance
                then 'published_is_rounded'
            when is_unsure and period_basis = 'assumed' then 'but_period_assumed'
            when abs(value_printed - expected_value) <= tolerance then null
            when is_rate_of_the_time then 'estimates_of_the_time_explain'
            when is_unsure and is_beyond_revision then 'beyond_any_revision'
        end as remark_code,
        {{ reason_parameters() }}
    from toleranced_figures

)

select * from known_denominators
