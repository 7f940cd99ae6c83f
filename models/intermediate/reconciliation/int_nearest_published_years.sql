-- One row per stated figure and the published period of its area whose middle is
-- nearest to its own, at most three years away: that year's figure, scaled to the
-- length of the period, and the least and most that any authority, and 98 in 100 of
-- them, published.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

published_ranges as (

    select * from {{ ref('returncheck', 'int_published__ranges') }}

),

-- A count, and a rate of what happens in a period, grow with the length of the period.
measured_figures as (

    select
        figures.*,
        coalesce(figures.value_printed, figures.value_of_parts) as stated_value,
        indicators.unit <> 'count' and indicators.denominator is not null as is_ratio,
        case
            when
                indicators.period_type = 'snapshot'
                or (
                    indicators.unit not in (
                        'per_10k', 'per_10k_10_to_17', 'per_100k_10_to_17'
                    )
                    and indicators.denominator is not null
                )
                then 1.0
            else (
                (
                    extract(year from figures.period_end)
                    - extract(year from figures.period_start)
                ) * 12
                + extract(month from figures.period_end)
                - extract(month from figures.period_start) + 1
            ) / 12
        end as share_of_year,
        coalesce(
            indicators.period_type = 'snapshot'
            or {{ add_months('figures.period_start', 12) }}
            = {{ add_days('figures.period_end', 1) }},
            false
        ) as is_whole_year
    from stated_figures as figures
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    where
        figures.table_name = 'Figures'
        and figures.period_end is not null
        and figures.period_type <> 'not_stated'
        -- A week or a day is no share of a year.
        and (
            figures.period_type not in ('day', 'week')
            or (figures.period_type = 'day' and indicators.period_type = 'snapshot')
        )

),

published_periods as (

    select
        figures.*,
        published_values.return_year as published_year,
        published_values.period_end as published_period_end,
        published_values.value as published_value,
        cast(abs(
            {{ days_between('published_values.period_end', 'figures.period_end') }}
            + {{ days_between(
                'published_values.period_start',
                'coalesce(figures.period_start, figures.period_end)'
            ) }}
        ) as double) / 2 as days_away
    from measured_figures as figures
    inner join published_values
        on
            figures.indicator_id = published_values.indicator_id
            and figures.area_code = published_values.area_code
            and abs(figures.return_year - published_values.return_year) <= 3
    where
        figures.stated_value is not null
        and published_values.value is not null
        and figures.share_of_year > 0

),

-- No period within a year is further than half a year from the middle of it.
nearest_published_years as (

    select
        periods.*,
        periods.is_whole_year
        and periods.period_end = periods.published_period_end as is_same_period,
        periods.days_away > 184 as is_of_another_year,
        periods.published_value * periods.share_of_year as expected_value,
        published_ranges.least_value * periods.share_of_year as least_value,
        published_ranges.most_value * periods.share_of_year as most_value,
        published_ranges.low_value * periods.share_of_year as low_value,
        published_ranges.high_value * periods.share_of_year as high_value
    from published_periods as periods
    inner join published_ranges
        on
            periods.indicator_id = published_ranges.indicator_id
            and periods.published_year = published_ranges.return_year
    where true
    qualify
        row_number() over (
            partition by periods.return_id, periods.table_name, periods.row_number
            order by
                periods.days_away nulls last, periods.published_year nulls last
        ) = 1

)

select * from nearest_published_years
