-- One row per published figure whose neighbours' own values do not come to the mean and
-- the number that stand beside it.
with

benchmarks as (

    select * from {{ ref('returncheck', 'fct_benchmarks') }}

),

neighbour_values as (

    select * from {{ ref('returncheck', 'fct_neighbour_values') }}

),

means as (

    select
        la_code,
        indicator_id,
        return_year,
        avg(neighbour_value) as neighbour_mean,
        count(*) as neighbours
    from neighbour_values
    group by la_code, indicator_id, return_year

),

differing_means as (

    select
        benchmarks.la_code,
        benchmarks.indicator_id,
        benchmarks.return_year
    from benchmarks
    left join means
        on
            benchmarks.la_code = means.la_code
            and benchmarks.indicator_id = means.indicator_id
            and benchmarks.comparator_year = means.return_year
    where
        benchmarks.source = 'published'
        and (
            benchmarks.statistical_neighbours_with_value
            is distinct from coalesce(means.neighbours, 0)
            or abs(benchmarks.statistical_neighbour_mean - means.neighbour_mean)
            > 0.000001
        )

)

select * from differing_means
