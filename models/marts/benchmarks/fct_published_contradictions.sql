-- One row per published figure and what contradicts it among all that is published.
with

contradictions as (

    select * from {{ ref('returncheck', 'int_published__contradictions') }}

)

select
    kind,
    indicator_id,
    return_year,
    area_type,
    area_code,
    case when area_type = 'authority' then area_code end as la_code,
    area_name,
    value,
    numerator,
    denominator,
    implied_value,
    other_area,
    sentence
from contradictions
