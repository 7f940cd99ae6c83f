-- One row per closed episode with an unauthorised assessment, and per such assessment.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

unfinished_pairs as (

    select
        episodes.return_id,
        {{ finding_key(['episodes.child_key', 'episodes.cin_details_id']) }}
            as finding_key,
        episodes.row_number as episode_row,
        assessments.row_number as assessment_row
    from episodes
    inner join assessments
        on
            episodes.return_id = assessments.return_id
            and episodes.child_key = assessments.child_key
            and episodes.cin_details_id = assessments.cin_details_id
    where
        episodes.cin_closure_date is not null
        and assessments.assessment_authorisation_date is null

),

locations as (

    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from unfinished_pairs
    union
    select
        return_id,
        finding_key,
        'Assessments' as table_name,
        assessment_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from unfinished_pairs

)

select * from locations
