-- One row per record that holds the date of an episode's initial conference.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

usable_enquiries as (

    select
        return_id,
        child_key,
        cin_details_id,
        row_number,
        date_of_initial_cpc
    from enquiries
    where is_icpc_not_required is not true

),

conference_records as (

    select
        return_id,
        child_key,
        cin_details_id,
        'Section47' as table_name,
        row_number,
        date_of_initial_cpc
    from usable_enquiries
    union all
    select
        episodes.return_id,
        episodes.child_key,
        episodes.cin_details_id,
        'CINdetails' as table_name,
        episodes.row_number,
        episodes.date_of_initial_cpc
    from episodes
    anti join usable_enquiries
        on
            episodes.return_id = usable_enquiries.return_id
            and episodes.child_key = usable_enquiries.child_key
            and episodes.cin_details_id = usable_enquiries.cin_details_id

)

select * from conference_records
