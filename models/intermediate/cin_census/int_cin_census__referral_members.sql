-- One row per indicator and referral that it is counted over.
with

referrals as (

    select * from {{ ref('int_cin_census__referrals') }}

),

members as (

    {{ indicator_members(
        'referrals',
        'referrals',
        among="is_in_period"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'rereferrals_within_12_months',
        among="is_in_period",
        counted="is_rereferral"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_no_further_action',
        among="is_in_period",
        counted="is_no_further_action"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_assessed_not_in_need',
        among="is_in_period",
        counted="coalesce(reason_for_closure = 'RC8', false)"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_from_police',
        among="is_in_period",
        counted="coalesce(referral_source = '6', false)"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_from_schools',
        among="is_in_period",
        counted="coalesce(referral_source = '2A', false)"
    ) }}
    union all
    {{ indicator_members(
        'referrals',
        'referrals_from_health',
        among="is_in_period",
        counted="coalesce(referral_source in ('3A', '3B', '3C', '3D', '3E', '3F'), false)"
    ) }}

)

select
    return_id,
    indicator_id,
    'CINdetails' as table_name,
    row_number,
    is_counted
from members
