-- One row per referral: a child and a day on which it was referred.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

referral_dates as (

    select * from {{ ref('returncheck', 'int_cin_census__referral_dates') }}

),

-- A record without a key matches no other, so it stands for itself.
first_records as (

    select
        return_id,
        row_number,
        child_key,
        cin_referral_date,
        referral_source,
        reason_for_closure,
        is_referral_nfa
    from episodes
    where cin_referral_date is not null
    qualify
        row_number() over (
            partition by
                return_id,
                cin_referral_date,
                child_key,
                case when child_key is null then row_number end
            order by row_number
        ) = 1

),

latest_earlier_dates as (

    select
        first_records.return_id,
        first_records.row_number,
        max(referral_dates.cin_referral_date) as previous_referral_date
    from first_records
    inner join referral_dates
        on
            first_records.return_id = referral_dates.return_id
            and first_records.child_key = referral_dates.child_key
            and first_records.cin_referral_date > referral_dates.cin_referral_date
    group by first_records.return_id, first_records.row_number

),

referrals as (

    select
        first_records.return_id,
        first_records.row_number,
        first_records.child_key,
        first_records.cin_referral_date,
        first_records.referral_source,
        first_records.reason_for_closure,
        coalesce(first_records.is_referral_nfa, false) as is_no_further_action,
        first_records.cin_referral_date between
        periods.period_start and periods.period_end as is_in_period,
        latest_earlier_dates.previous_referral_date,
        coalesce(
            latest_earlier_dates.previous_referral_date
            >= {{ add_months('first_records.cin_referral_date', -12) }},
            false
        ) as is_rereferral
    from first_records
    inner join periods
        on first_records.return_id = periods.return_id
    left join latest_earlier_dates
        on
            first_records.return_id = latest_earlier_dates.return_id
            and first_records.row_number = latest_earlier_dates.row_number

)

select * from referrals
