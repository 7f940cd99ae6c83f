-- One row per indicator and referral that it is counted over, with its day.
with

referrals as (

    select * from {{ ref('returncheck', 'int_cin_census__referrals') }}

),

members as (

    {{ indicator_members(
        'referrals',
        'referrals',
        counted_on='cin_referral_date',
        among="is_in_period"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'rereferrals_within_12_months',
        counted_on='cin_referral_date',
        among="is_in_period",
        counted="is_rereferral"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_no_further_action',
        counted_on='cin_referral_date',
        among="is_in_period",
        counted="is_no_further_action"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_assessed_not_in_need',
        counted_on='cin_referral_date',
        among="is_in_period",
        counted="coalesce(reason_for_closure = 'RC8', false)"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_from_police',
        counted_on='cin_referral_date',
        among="is_in_period",
        counted="coalesce(referral_source = '6', false)"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_from_schools',
        counted_on='cin_referral_date',
        among="is_in_period",
        counted="coalesce(referral_source = '2A', false)"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_from_health',
        counted_on='cin_referral_date',
        among="is_in_period",
        counted="coalesce(referral_source in ('3A', '3B', '3C', '3D', '3E', '3F'), false)"
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
