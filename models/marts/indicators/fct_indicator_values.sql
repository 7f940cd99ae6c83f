-- One row per indicator value: recomputed from records, reported or published.
with

indicator_values as (

    select * from {{ ref('returncheck', 'int_indicator_values') }}

)

select
    return_id,
    collection,
    source,
    area_type,
    area_code,
    la_code,
    indicator_id,
    return_year,
    period_type,
    period_start,
    period_end,
    period_basis,
    numerator,
    denominator,
    value,
    target,
    is_latest,
    completeness,
    is_annual,
    table_name,
    row_number,
    note
from indicator_values
