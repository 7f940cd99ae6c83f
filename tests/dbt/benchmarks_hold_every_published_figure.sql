-- One row per published figure of an authority that does not stand in the benchmarks
-- exactly once, with the value that was published.
with

indicator_values as (

    select * from {{ ref('returncheck', 'fct_indicator_values') }}

),

benchmarks as (

    select * from {{ ref('returncheck', 'fct_benchmarks') }}

),

published_values as (

    select
        la_code,
        indicator_id,
        return_year,
        value
    from indicator_values
    where source = 'published' and area_type = 'authority'

),

published_benchmarks as (

    select
        la_code,
        indicator_id,
        return_year,
        max(value) as value,
        count(*) as times
    from benchmarks
    where source = 'published'
    group by la_code, indicator_id, return_year

),

differing_figures as (

    select
        coalesce(published_values.la_code, published_benchmarks.la_code) as la_code,
        coalesce(published_values.indicator_id, published_benchmarks.indicator_id)
            as indicator_id,
        coalesce(published_values.return_year, published_benchmarks.return_year)
            as return_year,
        published_values.value,
        published_benchmarks.value as benchmark_value,
        published_benchmarks.times
    from published_values
    full join published_benchmarks
        on
            published_values.la_code = published_benchmarks.la_code
            and published_values.indicator_id = published_benchmarks.indicator_id
            and published_values.return_year = published_benchmarks.return_year
    where
        published_values.value is distinct from published_benchmarks.value
        or published_benchmarks.times is distinct from 1

)

select * from differing_figures
