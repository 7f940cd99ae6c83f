-- One row per stated figure and the published year of its area that is nearest to it,
-- at most three years away: that year's figure, scaled to the length of the period,
-- and the least and most that any authority, and 98 in 100 of them, published.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

published_ranges as (

    select
        indicator_id,
        return_year,
        min(value) as least_value,
        max(value) as most_value,
        percentile_cont(0.01) within group (order by value) as low_value,
        percentile_cont(0.99) within group (order by value) as high_value
    from published_values
    where area_type = 'authority' and value is not null
    group by indicator_id, return_year

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
                or (indicators.unit <> 'per_10k' and indicators.denominator is not null)
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

nearest_published_years as (

    select
        figures.*,
        published_values.return_year as published_year,
        figures.is_whole_year
        and figures.period_end = published_values.period_end as is_same_period,
        published_values.value * figures.share_of_year as expected_value,
        published_ranges.least_value * figures.share_of_year as least_value,
        published_ranges.most_value * figures.share_of_year as most_value,
        published_ranges.low_value * figures.share_of_year as low_value,
        published_ranges.high_value * figures.share_of_year as high_value
    from measured_figures as figures
    inner join published_values
        on
            figures.indicator_id = published_values.indicator_id
            and figures.area_code = published_values.area_code
            and abs(figures.return_year - published_values.return_year) <= 3
    inner join published_ranges
        on
            published_values.indicator_id = published_ranges.indicator_id
            and published_values.return_year = published_ranges.return_year
    where
        figures.stated_value is not null
        and published_values.value is not null
        and figures.share_of_year > 0
    qualify
        row_number() over (
            partition by figures.return_id, figures.table_name, figures.row_number
            order by
                abs(figures.return_year - published_values.return_year),
                published_values.return_year
        ) = 1

)

select * from nearest_published_years
