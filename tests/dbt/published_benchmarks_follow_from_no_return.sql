-- Published figures whose kept benchmarks are not what would be worked out now.
with

worked_out as (

    select * from {{ ref('returncheck', 'int_benchmarks') }}
    where source = 'published'

),

kept as (

    select * from {{ ref('returncheck', 'int_published__benchmarks') }}

)

select
    coalesce(worked_out.la_code, kept.la_code) as la_code,
    coalesce(worked_out.indicator_id, kept.indicator_id) as indicator_id,
    coalesce(worked_out.return_year, kept.return_year) as return_year
from worked_out
full join kept
    on
        worked_out.la_code = kept.la_code
        and worked_out.indicator_id = kept.indicator_id
        and worked_out.return_year = kept.return_year
where
    worked_out.la_code is null
    or kept.la_code is null
    or worked_out.value is distinct from kept.value
    or worked_out.england_value is distinct from kept.england_value
    or worked_out.region_value is distinct from kept.region_value
    or worked_out.rank is distinct from kept.rank
    or worked_out.target is distinct from kept.target
    or worked_out.previous_year_value is distinct from kept.previous_year_value
    or worked_out.significance is distinct from kept.significance
    or worked_out.significance_reason is distinct from kept.significance_reason
    or worked_out.trend_direction is distinct from kept.trend_direction
    or worked_out.rag_reason is distinct from kept.rag_reason
