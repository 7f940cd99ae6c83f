-- One row per accepted referral without a primary need code.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

-- A row that lacks a key is not known to be the same episode as another.
referrals_without_need as (

    select
        return_id,
        child_key,
        cin_details_id,
        row_number,
        case
            when child_key is null or cin_details_id is null then row_number
        end as unidentified_row
    from episodes
    where is_referral_nfa is false and primary_need_code is null

),

locations as (

    select
        return_id,
        {{ finding_key(['child_key', 'cin_details_id', 'unidentified_row']) }}
            as finding_key,
        'CINdetails' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from referrals_without_need

)

select * from locations
