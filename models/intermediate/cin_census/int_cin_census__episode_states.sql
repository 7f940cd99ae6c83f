-- One row per episode of need, with its state in the period.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

in_need as (

    select
        episodes.return_id,
        episodes.row_number,
        episodes.child_key,
        episodes.cin_referral_date,
        episodes.cin_closure_date,
        periods.period_start,
        periods.period_end,
        not coalesce(episodes.is_referral_nfa, false) as is_in_need
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id

),

episode_states as (

    select
        return_id,
        row_number,
        child_key,
        cin_referral_date,
        cin_closure_date,
        is_in_need,
        is_in_need
        and coalesce(cin_referral_date between period_start and period_end, false)
            as is_started_in_period
    from in_need

)

select * from episode_states
