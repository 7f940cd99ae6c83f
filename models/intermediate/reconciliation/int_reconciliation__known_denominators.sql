-- One row per rate with a count, held against that count over the population of its
-- area, and per daily mean with a count, held against that over the working days of
-- its period.
with

stated_figures as (

    select * from {{ ref('int_stated_figures') }}

),

implied_populations as (

    select *
    from {{ ref('int_population_matches') }}
    where is_implied and estimate is not null

),

indicators as (

    select * from {{ ref('indicators') }}

),

published_values as (

    select * from {{ ref('int_published__indicator_values') }}

),

period_working_days as (

    select * from {{ ref('int_period_working_days') }}

),

rates as (

    select
        figures.*,
        10000.0 * implied.rate_count / implied.estimate as expected_value,
        implied.least_factor,
        implied.most_factor,
        figures.return_year < 2016
        or not implied.is_of_year_before
        or (figures.period_basis = 'assumed' and implied.matching_mid_year is not null)
            as is_unsure,
        concat(
            {{ number_in_words('implied.rate_count', 1) }},
            case
                when implied.population is not null
                    then concat(
                        ' at this rate are ',
                        {{ number_in_words('implied.population', 0) }},
                        ' children (',
                        {{ number_in_words('implied.least_population', 0) }},
                        coalesce(
                            ' to '
                            || {{ number_in_words('implied.most_population', 0) }},
                            ' or more'
                        ),
                        ')'
                    )
                else ' at a rate of 0'
            end,
            '; the estimate of ages 0 to 17 in mid-',
            implied.mid_year,
            case
                when not implied.is_of_year_before then ', the latest there is,'
                when figures.return_year < 2016 then ', re-based since,'
                else ''
            end,
            ' is ',
            {{ number_in_words('implied.estimate', 0) }},
            replace(implied.match_in_words, '; it is', '; the rate implies')
        ) as denominator_in_words
    from stated_figures as figures
    inner join implied_populations as implied
        on
            figures.return_id = implied.return_id
            and figures.table_name = implied.table_name
            and figures.row_number = implied.row_number

),

daily_means as (

    select
        figures.*,
        figures.numerator / nullif(days.working_days, 0) as expected_value,
        cast(null as double) as least_factor,
        cast(null as double) as most_factor,
        figures.period_basis = 'assumed' as is_unsure,
        concat(
            {{ number_in_words('figures.numerator', 1) }},
            ' at this mean are ',
            {{ number_in_words(
                'figures.numerator / nullif(figures.value_printed, 0)', 1
            ) }},
            ' days; the calendar has ',
            days.working_days,
            ' working days in the period'
        ) as denominator_in_words
    from stated_figures as figures
    inner join period_working_days as days
        on
            figures.period_start = days.period_start
            and figures.period_end = days.period_end
    where
        figures.indicator_id = 'contacts_per_working_day'
        and figures.numerator is not null
        and figures.value_printed is not null

),

all_figures as (

    select * from rates
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
            when is_unsure or is_as_published then 'untestable'
            else 'disagrees'
        end as status,
        denominator_in_words
        || case
            when
                is_as_published and abs(value_printed - expected_value) > tolerance
                then '; the published figure, with which it agrees, is rounded'
            when is_unsure and period_basis = 'assumed' then '; the period is assumed'
            else ''
        end as reason
    from toleranced_figures

)

select * from known_denominators
