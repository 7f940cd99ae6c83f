-- One row per benchmark whose rank or band is out of range, missing, or given where the
-- indicator has no better side.
with

benchmarks as (

    select * from {{ ref('returncheck', 'fct_benchmarks') }}

),

indicators as (

    select * from {{ ref('returncheck', 'rc_indicators') }}

),

wrong_places as (

    select
        benchmarks.source,
        benchmarks.return_id,
        benchmarks.la_code,
        benchmarks.indicator_id,
        benchmarks.return_year,
        benchmarks.rank,
        benchmarks.ranked_authorities,
        benchmarks.quartile_band
    from benchmarks
    inner join indicators
        on benchmarks.indicator_id = indicators.indicator_id
    where
        benchmarks.rank not between 1 and benchmarks.ranked_authorities
        or (benchmarks.rank is null) <> (benchmarks.ranked_authorities is null)
        or (
            indicators.polarity = 'none'
            and (benchmarks.rank is not null or benchmarks.quartile_band is not null)
        )
        or (
            benchmarks.source = 'published'
            and indicators.polarity <> 'none'
            and (benchmarks.rank is null or benchmarks.quartile_band is null)
        )

)

select * from wrong_places
