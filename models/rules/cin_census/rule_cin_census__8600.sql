-- One row per episode without a referral date or with one after the census end.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

undated_referrals as (

    select
        episodes.return_id,
        {{ finding_key(["'CINdetails'", 'episodes.row_number']) }} as finding_key,
        'CINdetails' as table_name,
        episodes.row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    inner join census_periods
        on episodes.return_id = census_periods.return_id
    where
        episodes.cin_referral_date is null
        or episodes.cin_referral_date > census_periods.reference_date

)

select * from undated_referrals
