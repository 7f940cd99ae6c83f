-- One row per episode of need, as submitted, typed.
with

raw_rows as (

    select * from {{ source('cin_census', 'cin_census__CINdetails') }}

),

typed as (

    select
        return_id,
        row_number,
        nullif(LAchildID, '') as la_child_id,
        coalesce(child_key, nullif(LAchildID, '')) as child_key,
        CINdetailsID as cin_details_id,
        {{ to_date('CINreferralDate') }} as cin_referral_date,
        nullif(ReferralSource, '') as referral_source,
        nullif(PrimaryNeedCode, '') as primary_need_code,
        {{ to_date('CINclosureDate') }} as cin_closure_date,
        nullif(ReasonForClosure, '') as reason_for_closure,
        {{ to_date('DateOfInitialCPC') }} as date_of_initial_cpc,
        nullif(ReferralNFA, '') as referral_nfa,
        {{ to_flag('ReferralNFA') }} as is_referral_nfa
    from raw_rows

)

select * from typed
