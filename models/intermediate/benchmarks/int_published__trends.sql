-- One row per authority, indicator and published year: the straight line through the
-- authority's published figures of the ten years up to it.
with

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

published_years as (

    select * from {{ ref('returncheck', 'int_published__years') }}

),

comparator_years as (

    select distinct
        indicator_id,
        comparator_year
    from published_years

),

lines as (

    select
        authority_values.la_code,
        authority_values.indicator_id,
        comparator_years.comparator_year as return_year,
        count(*) as trend_years,
        regr_slope(
            authority_values.value,
            authority_values.return_year - comparator_years.comparator_year
        ) as slope,
        regr_r2(
            authority_values.value,
            authority_values.return_year - comparator_years.comparator_year
        ) as explained_share,
        min(authority_values.value) = max(authority_values.value) as is_level
    from comparator_years
    inner join authority_values
        on
            comparator_years.indicator_id = authority_values.indicator_id
            and authority_values.return_year
            between comparator_years.comparator_year - 9
            and comparator_years.comparator_year
    group by
        authority_values.la_code,
        authority_values.indicator_id,
        comparator_years.comparator_year
    having count(*) >= 5

),

-- Two-sided 95% points of Student's t with two degrees of freedom fewer than years.
tested_lines as (

    select
        *,
        case trend_years
            when 5 then 3.182446305
            when 6 then 2.776445105
            when 7 then 2.570581836
            when 8 then 2.446911851
            when 9 then 2.364624252
            when 10 then 2.306004135
        end as t_limit
    from lines

),

trends as (

    select
        la_code,
        indicator_id,
        return_year,
        cast(trend_years as integer) as trend_years,
        case when is_level then 0 else slope end as trend_per_year,
        case
            when
                is_level
                or explained_share * (trend_years - 2)
                <= pow(t_limit, 2) * (1 - explained_share)
                then 'steady'
            when slope > 0 then 'rising'
            else 'falling'
        end as trend_direction
    from tested_lines

)

select * from trends
