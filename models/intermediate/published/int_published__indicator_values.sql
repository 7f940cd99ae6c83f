-- One row per published figure, with the counts behind it where they are published. A
-- count that is published as the numerator or denominator of another figure is
-- published.
with

published_figures as (

    select * from {{ ref('returncheck', 'int_published__figures') }}

),

indicator_parts as (

    select * from {{ ref('returncheck', 'rc_indicator_parts') }}

),

-- The denominator of two shares is published twice, and is the same.
counts_of_figures as (

    select
        indicator_parts.total_id as indicator_id,
        published_figures.year,
        published_figures.area_type,
        published_figures.area_code,
        max(
            case indicator_parts.part
                when 'numerator' then published_figures.numerator
                else published_figures.denominator
            end
        ) as value
    from published_figures
    inner join indicator_parts
        on published_figures.indicator_id = indicator_parts.indicator_id
    group by
        indicator_parts.total_id,
        published_figures.year,
        published_figures.area_type,
        published_figures.area_code

),

all_figures as (

    select
        indicator_id,
        year,
        area_type,
        area_code,
        value,
        numerator,
        denominator
    from published_figures
    where value is not null
    union all
    select
        counts_of_figures.indicator_id,
        counts_of_figures.year,
        counts_of_figures.area_type,
        counts_of_figures.area_code,
        counts_of_figures.value,
        cast(null as double) as numerator,
        cast(null as double) as denominator
    from counts_of_figures
    left join published_figures
        on
            counts_of_figures.indicator_id = published_figures.indicator_id
            and counts_of_figures.year = published_figures.year
            and counts_of_figures.area_code = published_figures.area_code
            and published_figures.value is not null
    where
        counts_of_figures.value is not null
        and published_figures.indicator_id is null

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
        all_figures.numerator,
        all_figures.denominator,
        periods.period_type,
        periods.period_start,
        periods.period_end
    from all_figures
    inner join periods
        on
            all_figures.indicator_id = periods.indicator_id
            and all_figures.year = periods.year

)

select * from published_values
