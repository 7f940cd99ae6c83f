-- One row per number of children of an area that a report prints, held against the
-- estimate of the middle of the year before.
with

stated_figures as (

    select * from {{ ref('returncheck', 'int_stated_figures') }}

),

-- Without a period, the estimate of one of the three years before will do.
printed_populations as (

    select
        *,
        matching_mid_year is not null and not is_estimate as is_of_other_year,
        case match_kind
            when 'other_year' then 'is_estimate_of_other_year'
            when 'other_ages' then 'is_of_other_ages'
        end as match_code
    from {{ ref('returncheck', 'int_population_matches') }}
    where not is_implied

),

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

release_dates as (

    select *
    from {{ ref('returncheck', 'int_published__release_dates') }}
    where indicator_id = 'child_population'

),

drifts as (

    select * from {{ ref('returncheck', 'int_population_drifts') }}

),

stated_populations as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        figures.la_code,
        figures.indicator_id,
        figures.return_year,
        figures.period_type,
        figures.period_start,
        figures.period_end,
        figures.period_basis,
        printed.population,
        printed.least_population,
        printed.most_population,
        printed.population_year,
        printed.mid_year,
        printed.estimate,
        printed.is_estimate,
        printed.is_of_year_before,
        printed.is_of_other_year,
        printed.matching_mid_year,
        printed.matching_estimate,
        printed.least_factor,
        printed.most_factor,
        printed.match_code,
        printed.match_count,
        figures.return_year is null and printed.is_of_other_year
            as is_matched_without_year,
        coalesce(
            printed.is_of_other_year
            and release_dates.published_by > reports.report_date,
            false
        )
        or coalesce(
            reports.report_date < drifts.rebased_by
            and printed.least_population <= printed.estimate / drifts.least_factor
            and printed.most_population >= printed.estimate / drifts.most_factor,
            false
        ) as is_of_the_time
    from stated_figures as figures
    inner join printed_populations as printed
        on
            figures.return_id = printed.return_id
            and figures.table_name = printed.table_name
            and figures.row_number = printed.row_number
    left join reports
        on figures.return_id = reports.return_id
    left join release_dates
        on printed.population_year = release_dates.return_year
    left join drifts
        on
            printed.area_code = drifts.area_code
            and printed.population_year = drifts.return_year

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
        population as stated_value,
        case when is_matched_without_year then matching_estimate else estimate end
            as expected_value,
        most_population - population as tolerance,
        case
            when estimate is null then 'untestable'
            when is_estimate or is_matched_without_year then 'agrees'
            when
                least_population <= estimate / least_factor
                and most_population >= estimate / most_factor
                then 'revised_since'
            when population_year < 2016 or not is_of_year_before then 'untestable'
            when period_basis = 'assumed' and is_of_other_year then 'untestable'
            when is_of_the_time then 'untestable'
            else 'disagrees'
        end as status,
        case when estimate is null then 'no_estimate_held' else 'children_of_mid_year'
        end as reason_code,
        {{ reason_columns(
            qualifier_code="case when estimate is null then null"
            " when return_year is null then 'no_period_stated'"
            " when not is_of_year_before then 'latest_there_is'"
            " when population_year < 2016 then 'rebased_since' end",
            hint_code='case when estimate is not null'
            ' and not is_matched_without_year then match_code end',
            remark_code="case when is_of_the_time and not is_estimate"
            " and not is_matched_without_year then 'estimate_of_the_time' end",
            count_1='case when is_matched_without_year then matching_mid_year'
            ' else mid_year end',
            count_2='match_count'
        ) }}
    from stated_populations

)

select * from population_comparisons
