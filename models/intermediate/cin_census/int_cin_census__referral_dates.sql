-- One row per return, child and date on which that child is known to be referred,
-- the previous year's return included.
with

episodes as (

    select * from {{ ref('stg_cin_census__cin_details') }}

),

previous_returns as (

    select * from {{ ref('int_previous_returns') }}

),

own_dates as (

    select
        return_id,
        la_child_id,
        cin_referral_date
    from episodes

),

previous_dates as (

    select
        previous_returns.return_id,
        episodes.la_child_id,
        episodes.cin_referral_date
    from previous_returns
    inner join episodes
        on previous_returns.previous_return_id = episodes.return_id

),

all_dates as (

    select * from own_dates
    union
    select * from previous_dates

),

referral_dates as (

    select
        return_id,
        la_child_id,
        cin_referral_date
    from all_dates
    where la_child_id is not null and cin_referral_date is not null

)

select * from referral_dates
