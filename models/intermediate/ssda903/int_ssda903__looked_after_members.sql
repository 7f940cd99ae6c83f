-- One row per indicator, child looked after at a month end that it is counted over, and
-- that month end.
with

looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__looked_after_at_month_end') }}

),

members as (

    {{ indicator_members(
        'looked_after',
        'cla_at_year_end',
        counted_on='month_end'
    ) }}
    union all
    {{ indicator_members(
        'looked_after',
        'cla_section20',
        counted_on='month_end',
        counted="coalesce(ls = 'V2', false)"
    ) }}
    union all
    {{ indicator_members(
        'looked_after',
        'cla_uasc',
        counted_on='month_end',
        counted="is_uasc"
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
