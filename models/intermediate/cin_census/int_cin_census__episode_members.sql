-- One row per indicator and episode of need that it is counted over.
with

episodes as (

    select * from {{ ref('int_cin_census__episode_states') }}

),

members as (

    {{ indicator_members(
        'episodes',
        'cin_at_year_end',
        among="is_first_open_of_child"
    ) }}
    union all
    {{ indicator_members(
        'episodes',
        'cin_starts',
        among="is_started_in_period"
    ) }}

)

select
    return_id,
    indicator_id,
    'CINdetails' as table_name,
    row_number,
    is_counted
from members
