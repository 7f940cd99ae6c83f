-- One row per number of children of an area that a report prints, held against the
-- estimate of the middle of the year before.
with

stated_figures as (

    select * from {{ ref('int_stated_figures') }}

),

kpi_figures as (

    select * from {{ ref('int_kpi_return__figures') }}

),

reports as (

    select
        return_id,
        max(report_date) as report_date
    from kpi_figures
    group by return_id

),

populations as (

    select * from {{ ref('int_populations_by_return_year') }}

),

revisions as (

    select * from {{ ref('int_population_revisions') }}

),

-- A population without a period is of the year of the report.
printed_populations as (

    select
        figures.*,
        coalesce(
            figures.return_year, {{ year_ending('reports.report_date', "'03-31'") }}
        ) as population_year,
        coalesce(figures.value_printed, figures.numerator) as printed_population
    from stated_figures as figures
    left join reports
        on figures.return_id = reports.return_id
    where figures.indicator_id = 'child_population'

),

-- 54,500 stands for 54,450 to 54,550: the last digit that is not 0 says how round.
rounded_populations as (

    select
        *,
        case
            when printed_population <> floor(printed_population) then 0.5
            when mod(cast(printed_population as bigint), 1000) = 0 then 500.0
            when mod(cast(printed_population as bigint), 100) = 0 then 50.0
            when mod(cast(printed_population as bigint), 10) = 0 then 5.0
            else 0.5
        end as rounding
    from printed_populations
    where printed_population is not null

),

matching_years as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        max(populations.mid_year) as matching_mid_year
    from rounded_populations as figures
    inner join populations
        on
            figures.area_code = populations.area_code
            and populations.is_of_year_before
            and populations.return_year
            between figures.population_year - 3 and figures.population_year - 1
            and abs(figures.printed_population - populations.population)
            <= figures.rounding
    group by figures.return_id, figures.table_name, figures.row_number

),

judged_populations as (

    select
        figures.*,
        populations.mid_year,
        cast(populations.population as double) as population,
        matching_years.matching_mid_year,
        case
            when populations.population is null then 'untestable'
            when
                figures.return_year is null
                and matching_years.matching_mid_year is not null
                then 'agrees'
            when
                abs(figures.printed_population - populations.population)
                <= figures.rounding
                then 'agrees'
            when
                figures.printed_population
                between populations.population / revisions.most_factor
                - figures.rounding
                and populations.population / revisions.least_factor
                + figures.rounding
                then 'revised_since'
            when
                figures.population_year < 2016 or not populations.is_of_year_before
                then 'untestable'
            else 'disagrees'
        end as status
    from rounded_populations as figures
    left join populations
        on
            figures.area_code = populations.area_code
            and figures.population_year = populations.return_year
    left join revisions
        on
            figures.area_code = revisions.area_code
            and figures.population_year = revisions.return_year
    left join matching_years
        on
            figures.return_id = matching_years.return_id
            and figures.table_name = matching_years.table_name
            and figures.row_number = matching_years.row_number

),

population_comparisons as (

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
        'population_against_estimate' as comparison,
        printed_population as stated_value,
        population as expected_value,
        rounding as tolerance,
        status,
        case
            when population is null
                then 'no population estimate is held for the area and year'
            else concat(
                'children aged 0 to 17 in mid-',
                mid_year,
                case when return_year is null then ', as no period is stated' end,
                case
                    when abs(printed_population - population) > rounding
                        then '; it is the estimate of mid-' || matching_mid_year
                end
            )
        end as reason
    from judged_populations

)

select * from population_comparisons
