-- One row per published figure of an authority, beside its comparators. No return
-- changes it: it is built again only when the figures are others.
with

benchmarks as (

    select * from {{ ref('returncheck', 'int_benchmarks') }}

)

select * from benchmarks
where source = 'published'
