-- One row per published figure, with the counts behind it where they are published. A
-- count that is published as the numerator or denominator of another figure is
-- published.
with

published_indicators as (

    select * from {{ ref('returncheck', 'int_published__figures') }}

),

published_counts as (

    select * from {{ ref('returncheck', 'int_published__counts') }}

),

-- The releases with counts go back to 2013; the other series to 2016 at most.
counts_of_other_years as (

    select
        published_counts.indicator_id,
        published_counts.year,
        published_counts.area_type,
        published_counts.area_code,
        published_counts.value
    from published_counts
    left join published_indicators
        on
            published_counts.indicator_id = published_indicators.indicator_id
            and published_counts.year = published_indicators.year
            and published_counts.area_code = published_indicators.area_code
    where
        published_indicators.indicator_id is null
        and published_counts.value is not null

),

indicator_parts as (

    select * from {{ ref('returncheck', 'rc_indicator_parts') }}

),

-- The denominator of two shares is published twice, and is the same.
parts_of_figures as (

    select
        indicator_parts.total_id as indicator_id,
        published_counts.year,
        published_counts.area_type,
        published_counts.area_code,
        max(
            case indicator_parts.part
                when 'numerator' then published_counts.numerator
                else published_counts.denominator
            end
        ) as value
    from published_counts
    inner join indicator_parts
        on published_counts.indicator_id = indicator_parts.indicator_id
    left join published_indicators
        on
            indicator_parts.total_id = published_indicators.indicator_id
            and published_counts.year = published_indicators.year
            and published_counts.area_code = published_indicators.area_code
    left join counts_of_other_years
        on
            indicator_parts.total_id = counts_of_other_years.indicator_id
            and published_counts.year = counts_of_other_years.year
            and published_counts.area_code = counts_of_other_years.area_code
    where
        published_indicators.indicator_id is null
        and counts_of_other_years.indicator_id is null
    group by
        indicator_parts.total_id,
        published_counts.year,
        published_counts.area_type,
        published_counts.area_code

),

all_figures as (

    select * from published_indicators
    union all
    select * from counts_of_other_years
    union all
    select * from parts_of_figures
    where value is not null

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

-- A day is worked out once for all areas.
years as (

    select distinct
        indicator_id,
        year
    from all_figures

),

last_days as (

    select
        years.indicator_id,
        years.year,
        indicators.period_type,
        {{ to_date("cast(years.year as string) || '-' || indicators.year_end") }}
            as period_end
    from years
    inner join indicators
        on years.indicator_id = indicators.indicator_id

),

periods as (

    select
        indicator_id,
        year,
        period_type,
        case
            when period_type = 'snapshot' then period_end
            else {{ add_days(add_months('period_end', -12), 1) }}
        end as period_start,
        period_end
    from last_days

),

published_values as (

    select
        all_figures.indicator_id,
        all_figures.year as return_year,
        all_figures.area_type,
        all_figures.area_code,
        all_figures.value,
        published_counts.numerator,
        published_counts.denominator,
        periods.period_type,
        periods.period_start,
        periods.period_end
    from all_figures
    inner join periods
        on
            all_figures.indicator_id = periods.indicator_id
            and all_figures.year = periods.year
    left join published_counts
        on
            all_figures.indicator_id = published_counts.indicator_id
            and all_figures.year = published_counts.year
            and all_figures.area_code = published_counts.area_code

)

select * from published_values
