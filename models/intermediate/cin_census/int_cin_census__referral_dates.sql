-- One row per return, child and date on which that child is known to be referred,
-- in this return or, by its identifier, in that of the year before.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

children as (

    select distinct
        return_id,
        child_key,
        la_child_id
    from episodes

),

own_dates as (

    select
        return_id,
        child_key,
        cin_referral_date
    from episodes

),

-- Once each, so that an identifier of many records does not multiply.
dates_of_identifiers as (

    select distinct
        return_id,
        la_child_id,
        cin_referral_date
    from episodes

),

-- A key is the return's own: from year to year only the identifier stays.
previous_dates as (

    select
        previous_returns.return_id,
        children.child_key,
        earlier_dates.cin_referral_date
    from previous_returns
    inner join children
        on previous_returns.return_id = children.return_id
    inner join dates_of_identifiers as earlier_dates
        on
            previous_returns.previous_return_id = earlier_dates.return_id
            and children.la_child_id = earlier_dates.la_child_id

),

all_dates as (

    select * from own_dates
    union
    select * from previous_dates

),

referral_dates as (

    select
        return_id,
        child_key,
        cin_referral_date
    from all_dates
    where child_key is not null and cin_referral_date is not null

)

select * from referral_dates
