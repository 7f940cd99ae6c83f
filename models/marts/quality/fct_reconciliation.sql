-- One row per figure and comparison with another statement of the same figure.
with

reconciliation as (

    select * from {{ ref('returncheck', 'int_reconciliation') }}

)

select
    return_id,
    table_name,
    row_number,
    la_code,
    indicator_id,
    return_year,
    period_type,
    period_start,
    period_end,
    comparison,
    stated_value,
    expected_value,
    difference,
    tolerance,
    status,
    severity,
    reason,
    tolerance_reason,
    comparator_name,
    reason_code,
    figure
from reconciliation
