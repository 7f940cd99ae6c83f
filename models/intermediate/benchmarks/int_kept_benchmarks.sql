-- One row per authority, indicator, period, source and return, beside its comparators.
with

published_benchmarks as (

    select * from {{ ref('returncheck', 'int_published__benchmarks') }}

),

loaded_benchmarks as (

    select * from {{ ref('returncheck', 'int_loaded_benchmarks') }}

),

benchmarks as (

    select * from published_benchmarks
    union all
    select * from loaded_benchmarks

)

select * from benchmarks
