-- One row per indicator of leaving care, episode that it is counted over, and the day
-- on which the child leaves.
with

leavers as (

    select * from {{ ref('returncheck', 'int_ssda903__leavers') }}

),

members as (

    {{ indicator_members(
        'leavers',
        'cla_ceased',
        counted_on='left_on'
    ) }}
    union all
    {{ indicator_members(
        'leavers',
        'cla_adopted',
        counted_on='left_on',
        counted="is_adopted"
    ) }}
    union all
    {{ indicator_members(
        'leavers',
        'cla_adopted_aged_5_plus',
        counted_on='left_on',
        counted="case when is_adopted then is_five_or_over end"
    ) }}
    union all
    {{ indicator_members(
        'leavers',
        'cla_special_guardianship',
        counted_on='left_on',
        counted="is_special_guardianship"
    ) }}
    union all
    {{ indicator_members(
        'leavers',
        'cla_returned_home',
        counted_on='left_on',
        counted="is_returned_home"
    ) }}

)

select
    members.return_id,
    members.indicator_id,
    'Episodes' as table_name,
    members.row_number,
    members.counted_on,
    members.is_counted,
    leavers.child as person
from members
inner join leavers
    on
        members.return_id = leavers.return_id
        and members.row_number = leavers.row_number
