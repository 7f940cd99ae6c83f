-- One row per enquiry that begins before its episode's referral, and per referral.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

early_enquiries as (

    select
        enquiries.return_id,
        {{ finding_key([
            'enquiries.child_key',
            'enquiries.s47_actual_start_date',
            'episodes.cin_referral_date',
        ]) }} as finding_key,
        enquiries.row_number as enquiry_row,
        episodes.row_number as episode_row
    from enquiries
    inner join episodes
        on
            enquiries.return_id = episodes.return_id
            and enquiries.child_key = episodes.child_key
            and enquiries.cin_details_id = episodes.cin_details_id
    where enquiries.s47_actual_start_date < episodes.cin_referral_date

),

locations as (

    select
        return_id,
        finding_key,
        'Section47' as table_name,
        enquiry_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from early_enquiries
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from early_enquiries

)

select * from locations
