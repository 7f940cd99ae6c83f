-- One row per published indicator and return year, held or not: between which days its
-- figures came out, or will come out as in other years.
with

series as (

    select * from {{ ref('returncheck', 'rc_release_series') }}

),

releases as (

    select * from {{ ref('returncheck', 'rc_releases') }}

),

known_dates as (

    select * from {{ ref('returncheck', 'rc_release_dates') }}

),

return_years as (

    select distinct return_year
    from {{ ref('returncheck', 'int_populations_by_return_year') }}

),

usual_dates as (

    select
        releases.release_id,
        return_years.return_year,
        {{ to_date(
            "cast(return_years.return_year + releases.years_after as string)"
            " || '-' || releases.usually_from"
        ) }} as usually_from,
        {{ to_date(
            "cast(return_years.return_year + releases.years_after as string)"
            " || '-' || releases.usually_by"
        ) }} as usually_by
    from releases
    cross join return_years

),

dates as (

    select
        usual_dates.release_id,
        usual_dates.return_year,
        coalesce(known_dates.published_from, usual_dates.usually_from)
            as published_from,
        coalesce(known_dates.published_by, usual_dates.usually_by) as published_by,
        case
            when known_dates.release_id is not null then known_dates.precision
            when
                extract(month from usual_dates.usually_from)
                = extract(month from usual_dates.usually_by)
                then 'month'
            else 'season'
        end as date_precision
    from usual_dates
    left join known_dates
        on
            usual_dates.release_id = known_dates.release_id
            and usual_dates.return_year = known_dates.year

),

release_dates as (

    select
        series.indicator_id,
        dates.return_year,
        dates.release_id,
        dates.published_from,
        dates.published_by,
        dates.date_precision,
        case dates.date_precision
            when 'day' then 'on ' || {{ day_in_words('dates.published_by') }}
            when 'month' then 'in ' || {{ readable_month('dates.published_by') }}
            else 'by ' || {{ readable_month('dates.published_by') }}
        end as published_when
    from series
    inner join dates
        on series.release_id = dates.release_id

)

select * from release_dates
