-- One row per figure quoted about others and year whose figure may be meant: the year
-- that is named, or that of the figure beside it, and the latest that was out on the
-- day of the report, or may have been.
with

comparators as (

    select * from {{ ref('returncheck', 'int_kpi_return__comparators') }}

),

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

release_dates as (

    select * from {{ ref('returncheck', 'int_published__release_dates') }}

),

latest_years as (

    select
        comparators.return_id,
        comparators.row_number,
        max(
            case
                when release_dates.published_by <= reports.report_date
                    then release_dates.return_year
            end
        ) as latest_year,
        max(
            case
                when release_dates.published_from <= reports.report_date
                    then release_dates.return_year
            end
        ) as latest_possible_year
    from comparators
    inner join reports
        on comparators.return_id = reports.return_id
    inner join release_dates
        on comparators.indicator_id = release_dates.indicator_id
    group by comparators.return_id, comparators.row_number

),

dated_comparators as (

    select
        comparators.return_id,
        comparators.row_number,
        comparators.year_named,
        comparators.year_of_figure,
        latest_years.latest_year,
        latest_years.latest_possible_year,
        coalesce(release_dates.published_from > reports.report_date, false)
            as is_not_out
    from comparators
    left join reports
        on comparators.return_id = reports.return_id
    left join release_dates
        on
            comparators.indicator_id = release_dates.indicator_id
            and coalesce(comparators.year_named, comparators.year_of_figure)
            = release_dates.return_year
    left join latest_years
        on
            comparators.return_id = latest_years.return_id
            and comparators.row_number = latest_years.row_number

),

all_years as (

    select
        dated_comparators.*,
        coalesce(dated_comparators.year_named, dated_comparators.year_of_figure)
            as return_year,
        case
            when dated_comparators.is_not_out then 'not_out'
            when dated_comparators.year_named is not null then 'named'
            else 'of_figure'
        end as year_kind
    from dated_comparators
    union all
    select
        dated_comparators.*,
        latest_year as return_year,
        'latest' as year_kind
    from dated_comparators
    where
        latest_year is not null
        and (year_named is null or is_not_out)
    union all
    select
        dated_comparators.*,
        latest_possible_year as return_year,
        'latest' as year_kind
    from dated_comparators
    where
        latest_possible_year <> coalesce(latest_year, 0)
        and (year_named is null or is_not_out)

),

-- The year of the figure may be the latest that was out.
quotable_years as (

    select
        return_id,
        row_number,
        return_year,
        year_kind,
        is_not_out and year_named is not null as is_named_not_out,
        latest_possible_year
    from all_years
    where true
    qualify
        row_number() over (
            partition by return_id, row_number, return_year
            order by year_kind nulls last
        ) = 1

)

select * from quotable_years
