-- One row per annual count that is not published itself but as a rate: what that rate
-- of the population gives.
with

stated_figures as (

    select *
    from {{ ref('returncheck', 'int_stated_figures') }}
    where unit = 'count'

),

rate_parts as (

    select *
    from {{ ref('returncheck', 'int_known_indicator_parts') }}
    where part = 'numerator'

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

published_rates as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

populations as (

    select *
    from {{ ref('returncheck', 'int_populations_by_return_year') }}
    where is_of_year_before

),

rated_indicators as (

    select
        counts.indicator_id,
        rates.indicator_id as rate_id,
        rates.published_decimals
    from rate_parts
    inner join indicators as counts
        on rate_parts.total_id = counts.indicator_id
    inner join indicators as rates
        on rate_parts.indicator_id = rates.indicator_id
    where
        rates.unit = 'per_10k'
        and rates.is_published
        and not counts.is_published
        -- Looked-after rates to 2018 stand on estimates that were re-based since.
        and rates.topic <> 'Looked after'

),

compared_counts as (

    select
        figures.*,
        coalesce(figures.value_printed, figures.numerator) as stated_value,
        published_rates.value as published_rate,
        populations.population,
        populations.mid_year,
        published_rates.value * populations.population / 10000 as expected_value,
        {{ rounding_tolerance('rated.published_decimals') }}
        * populations.population / 10000 as tolerance
    from stated_figures as figures
    inner join rated_indicators as rated
        on figures.indicator_id = rated.indicator_id
    inner join published_rates
        on
            rated.rate_id = published_rates.indicator_id
            and figures.area_code = published_rates.area_code
            and figures.return_year = published_rates.return_year
            and figures.period_end = published_rates.period_end
            and figures.period_start = published_rates.period_start
    inner join populations
        on
            figures.area_code = populations.area_code
            and figures.return_year = populations.return_year
    where
        coalesce(figures.value_printed, figures.numerator) is not null
        and published_rates.value is not null

),

rate_comparisons as (

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
        'count_against_published_rate' as comparison,
        stated_value,
        expected_value,
        tolerance,
        case
            when abs(stated_value - expected_value) <= tolerance then 'agrees'
            when period_basis = 'assumed' then 'untestable'
            else 'disagrees'
        end as status,
        'rate_of_population' as reason_code,
        {{ reason_columns(
            remark_code="case when period_basis = 'assumed'"
            " then 'but_period_assumed' end",
            number_1='published_rate',
            number_2='round(population)',
            count_1='mid_year'
        ) }}
    from compared_counts

)

select * from rate_comparisons
