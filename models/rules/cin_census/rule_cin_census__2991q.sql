-- One row per enquiry whose episode has no assessment.
with

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

unassessed_enquiries as (

    -- Rows with a missing key are not known to be of one episode.
    select
        enquiries.return_id,
        enquiries.child_key,
        enquiries.cin_details_id,
        enquiries.row_number,
        case
            when
                enquiries.child_key is null or enquiries.cin_details_id is null
                then enquiries.row_number
        end as unidentified_row
    from enquiries
    anti join assessments
        on
            enquiries.return_id = assessments.return_id
            and enquiries.child_key = assessments.child_key
            and enquiries.cin_details_id = assessments.cin_details_id

),

locations as (

    select
        return_id,
        {{ finding_key(['child_key', 'cin_details_id', 'unidentified_row']) }}
            as finding_key,
        'Section47' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from unassessed_enquiries

)

select * from locations
