-- One row per published figure whose neighbours' own values do not come to the mean and
-- the number that stand beside it; a figure of two together counts once.
with

benchmarks as (

    select * from {{ ref('returncheck', 'fct_benchmarks') }}

),

neighbour_values as (

    select * from {{ ref('returncheck', 'fct_neighbour_values') }}

),

authority_values as (

    select * from {{ ref('returncheck', 'int_published__authority_values') }}

),

values_once as (

    select distinct
        neighbour_values.la_code,
        neighbour_values.indicator_id,
        neighbour_values.return_year,
        neighbour_values.neighbour_model,
        neighbour_values.neighbour_value,
        authority_values.joint_code
    from neighbour_values
    inner join authority_values
        on
            neighbour_values.neighbour_code = authority_values.la_code
            and neighbour_values.indicator_id = authority_values.indicator_id
            and neighbour_values.return_year = authority_values.return_year

),

means as (

    select
        la_code,
        indicator_id,
        return_year,
        neighbour_model,
        avg(neighbour_value) as neighbour_mean,
        count(*) as neighbours
    from values_once
    group by la_code, indicator_id, return_year, neighbour_model

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
            and benchmarks.neighbour_model = means.neighbour_model
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
