-- One row per indicator of stability, child looked after at a month end that it is
-- counted over, and that month end.
with

placement_states as (

    select * from {{ ref('returncheck', 'int_ssda903__placement_states') }}

),

members as (

    {{ indicator_members(
        'placement_states',
        'cla_three_or_more_placements',
        counted_on='month_end',
        counted="placements_in_year >= 3"
    ) }}
    union all
    {{ indicator_members(
        'placement_states',
        'cla_long_term_stability',
        counted_on='month_end',
        among="is_long_term",
        counted="is_stable"
    ) }}

)

select
    return_id,
    indicator_id,
    'Episodes' as table_name,
    row_number,
    counted_on,
    is_counted
from members
