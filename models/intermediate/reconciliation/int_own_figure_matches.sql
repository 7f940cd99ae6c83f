-- One row per figure of a report that is the published one of another year of its own
-- authority, out when the report was written: which years.
with

stated_figures as (

    select *
    from {{ ref('returncheck', 'int_stated_figures') }}
    where table_name = 'Figures' and coalesce(definition <> 'local', true)

),

reports as (

    select * from {{ ref('returncheck', 'int_kpi_return__reports') }}

),

indicators as (

    select * from {{ ref('returncheck', 'int_known_indicators') }}

),

published_values as (

    select * from {{ ref('returncheck', 'int_published__indicator_values') }}

),

release_dates as (

    select * from {{ ref('returncheck', 'int_published__release_dates') }}

),

matches as (

    select
        figures.return_id,
        figures.table_name,
        figures.row_number,
        published_values.return_year
    from stated_figures as figures
    inner join indicators
        on figures.indicator_id = indicators.indicator_id
    inner join published_values
        on
            figures.indicator_id = published_values.indicator_id
            and figures.area_code = published_values.area_code
            and figures.return_year <> published_values.return_year
            and abs(
                coalesce(figures.value_printed, figures.value_of_parts)
                - published_values.value
            ) <= case
                when figures.unit = 'count' then 0.0
                else {{ rounding_tolerance(
                    'least(indicators.published_decimals,'
                    ' coalesce(figures.value_decimals, indicators.published_decimals))'
                ) }}
            end
    left join reports
        on figures.return_id = reports.return_id
    left join release_dates
        on
            published_values.indicator_id = release_dates.indicator_id
            and published_values.return_year = release_dates.return_year
    where coalesce(release_dates.published_from <= reports.report_date, true)

),

own_figure_matches as (

    select
        return_id,
        table_name,
        row_number,
        {{ joined_texts('cast(return_year as string)', ', ', 'return_year') }} as years
    from matches
    group by return_id, table_name, row_number

)

select * from own_figure_matches
