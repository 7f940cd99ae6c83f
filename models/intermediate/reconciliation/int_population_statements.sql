-- One row per number of children of an area that a report prints, or that a rate and
-- its count imply: between the least and the most that rounding leaves open.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

indicator_parts as (

    select *
    from {{ ref('returncheck', 'int_known_indicator_parts') }}
    where part = 'numerator'

),

printed_counts as (

    select * from {{ ref('returncheck', 'int_printed_counts') }}

),

-- A population without a period is of the year of the report. 54,500 stands for
-- 54,450 to 54,550: the last digit that is not 0 says how round.
printed_populations as (

    select
        figures.*,
        coalesce(
            figures.return_year, {{ year_ending('reports.report_date', "'03-31'") }}
        ) as population_year,
        coalesce(figures.value_printed, figures.numerator) as population
    from stated_figures as figures
    left join reports
        on figures.return_id = reports.return_id
    where
        figures.indicator_id = 'child_population'
        and coalesce(figures.value_printed, figures.numerator) is not null

),

rounded_populations as (

    select
        *,
        case
            when population <> floor(population) then 0.5
            when mod(population, 1000) = 0 then 500.0
            when mod(population, 100) = 0 then 50.0
            when mod(population, 10) = 0 then 5.0
            else 0.5
        end as rounding
    from printed_populations

),

-- The count of a rate that prints none may stand in another row of the report.
counted_rates as (

    select
        figures.*,
        coalesce(figures.numerator, totals.printed_count) as rate_count,
        {{ rounding_tolerance('figures.value_decimals') }} as rounding
    from stated_figures as figures
    left join indicator_parts
        on figures.indicator_id = indicator_parts.indicator_id
    left join printed_counts as totals
        on
            figures.return_id = totals.return_id
            and figures.table_name = totals.table_name
            and figures.area_code = totals.area_code
            and indicator_parts.total_id = totals.indicator_id
            and figures.period_end = totals.period_end
            and figures.period_start is not distinct from totals.period_start
    where figures.unit = 'per_10k' and figures.value_printed is not null

),

population_statements as (

    select
        return_id,
        table_name,
        row_number,
        area_code,
        population_year,
        false as is_implied,
        cast(null as double) as rate_count,
        cast(population as double) as population,
        cast(population - rounding as double) as least_population,
        cast(population + rounding as double) as most_population
    from rounded_populations
    union all
    select
        return_id,
        table_name,
        row_number,
        area_code,
        return_year as population_year,
        true as is_implied,
        rate_count,
        10000 * rate_count / nullif(value_printed, 0) as population,
        10000 * rate_count / nullif(value_printed + rounding, 0) as least_population,
        10000 * rate_count / nullif(greatest(value_printed - rounding, 0), 0)
            as most_population
    from counted_rates
    where rate_count is not null and return_year is not null

)

select * from population_statements
