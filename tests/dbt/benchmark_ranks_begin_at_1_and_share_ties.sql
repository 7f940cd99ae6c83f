-- One row per published indicator and year whose ranks do not begin at 1, or in which
-- two authorities with one value have two ranks, or two values share one.
with

benchmarks as (

    select * from {{ ref('returncheck', 'fct_benchmarks') }}

),

ranked_benchmarks as (

    select
        indicator_id,
        return_year,
        value,
        rank
    from benchmarks
    where source = 'published' and rank is not null

),

wrong_rankings as (

    select
        indicator_id,
        return_year
    from ranked_benchmarks
    group by indicator_id, return_year
    having
        min(rank) <> 1
        or count(distinct value) <> count(distinct rank)
        or count(distinct rank)
        <> count(distinct concat(cast(value as string), '|', cast(rank as string)))

)

select * from wrong_rankings
