-- One row per episode referred during another of the child, and per other one.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

-- The day from which a further referral is no overlap.
spans as (

    select
        episodes.return_id,
        episodes.child_key,
        episodes.row_number,
        episodes.cin_referral_date,
        case
            when episodes.cin_closure_date is not null then episodes.cin_closure_date
            when episodes.is_referral_nfa is false then census_periods.reference_date
        end as free_from_date
    from episodes
    inner join census_periods
        on episodes.return_id = census_periods.return_id

),

overlapping_pairs as (

    select
        later_referrals.return_id,
        {{ finding_key(['later_referrals.row_number', 'spans.row_number']) }}
            as finding_key,
        {{ finding_key([
            'greatest(later_referrals.row_number, spans.row_number)',
            'least(later_referrals.row_number, spans.row_number)',
        ]) }} as counted_as,
        later_referrals.row_number as later_row,
        spans.row_number as span_row
    from episodes as later_referrals
    inner join spans
        on
            later_referrals.return_id = spans.return_id
            and later_referrals.child_key = spans.child_key
            and later_referrals.row_number <> spans.row_number
            and later_referrals.cin_referral_date >= spans.cin_referral_date
            and later_referrals.cin_referral_date < spans.free_from_date

),

locations as (

    select
        return_id,
        finding_key,
        counted_as,
        'CINdetails' as table_name,
        later_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from overlapping_pairs
    union all
    select
        return_id,
        finding_key,
        counted_as,
        'CINdetails' as table_name,
        span_row as row_number,
        'related' as role,
        cast(null as string) as details
    from overlapping_pairs

)

select * from locations
