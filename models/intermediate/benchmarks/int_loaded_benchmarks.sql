-- One row per recomputed or reported figure of a loaded return, beside its comparators.
with

benchmarks as (

    select * from {{ ref('returncheck', 'int_benchmarks') }}

)

select * from benchmarks
where source <> 'published'
