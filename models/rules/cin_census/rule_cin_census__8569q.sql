-- One row per referral from well before the census year without further action.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

cut_offs as (

    select * from {{ ref('returncheck', 'int_cin_census__working_day_cut_offs') }}

),

early_referrals as (

    select
        episodes.return_id,
        {{ finding_key([
            'episodes.child_key',
            'episodes.cin_details_id',
            'episodes.cin_referral_date',
        ]) }} as finding_key,
        'CINdetails' as table_name,
        episodes.row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    inner join cut_offs
        on episodes.return_id = cut_offs.return_id
    where
        episodes.cin_referral_date < cut_offs.working_day_before_start_date
        and episodes.is_referral_nfa is not false

)

select * from early_referrals
