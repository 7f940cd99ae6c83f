-- One row per indicator, episode of need that it is counted over, and day it counts on.
with

episodes as (

    select * from {{ ref('returncheck', 'int_cin_census__episode_states') }}

),

open_episodes as (

    select * from {{ ref('returncheck', 'int_cin_census__open_episodes') }}

),

members as (

    {{ indicator_members(
        'open_episodes',
        'cin_at_year_end',
        counted_on='month_end',
        among="is_first_of_child"
    ) }}
    union all
    {{ indicator_members(
        'episodes',
        'cin_starts',
        counted_on='cin_referral_date',
        among="is_started_in_period"
    ) }}

)

select
    return_id,
    indicator_id,
    'CINdetails' as table_name,
    row_number,
    counted_on,
    is_counted
from members
