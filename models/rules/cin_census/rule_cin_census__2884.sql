-- One row per enquiry, and per episode, that hold one conference date of a child.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

repeated_conferences as (

    select
        enquiries.return_id,
        {{ finding_key([
            'enquiries.child_key',
            'enquiries.cin_details_id',
            'enquiries.date_of_initial_cpc',
        ]) }} as finding_key,
        enquiries.row_number as enquiry_row,
        episodes.row_number as episode_row
    from enquiries
    inner join episodes
        on
            enquiries.return_id = episodes.return_id
            and enquiries.child_key = episodes.child_key
            and enquiries.date_of_initial_cpc = episodes.date_of_initial_cpc

),

locations as (

    select
        return_id,
        finding_key,
        'Section47' as table_name,
        enquiry_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from repeated_conferences
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from repeated_conferences

)

select * from locations
