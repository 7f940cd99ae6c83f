-- One row per episode closed after assessment that has no assessment.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

unassessed_episodes as (

    select
        episodes.return_id,
        {{ finding_key(["'CINdetails'", 'episodes.row_number']) }} as finding_key,
        'CINdetails' as table_name,
        episodes.row_number,
        'fault' as role,
        cast(null as string) as details
    from episodes
    anti join assessments
        on
            episodes.return_id = assessments.return_id
            and episodes.child_key = assessments.child_key
            and episodes.cin_details_id = assessments.cin_details_id
    where episodes.reason_for_closure in ('RC8', 'RC9')

)

select * from unassessed_episodes
