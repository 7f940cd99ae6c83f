-- One row per closed episode and per enquiry in it without a clear outcome.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

unclear_pairs as (

    select
        episodes.return_id,
        {{ finding_key(['episodes.child_key', 'episodes.cin_details_id']) }}
            as finding_key,
        episodes.row_number as episode_row,
        enquiries.row_number as enquiry_row
    from episodes
    inner join enquiries
        on
            episodes.return_id = enquiries.return_id
            and episodes.child_key = enquiries.child_key
            and episodes.cin_details_id = enquiries.cin_details_id
    where
        episodes.cin_closure_date is not null
        and (enquiries.date_of_initial_cpc is not null)
        = coalesce(enquiries.is_icpc_not_required, false)

),

locations as (

    select
        return_id,
        finding_key,
        'Section47' as table_name,
        enquiry_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from unclear_pairs
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from unclear_pairs

)

select * from locations
