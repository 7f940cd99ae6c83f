-- One row per assessment that begins before its episode's referral, and per referral.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

early_assessments as (

    select
        assessments.return_id,
        {{ finding_key([
            'assessments.child_key',
            'assessments.assessment_actual_start_date',
            'episodes.cin_referral_date',
        ]) }} as finding_key,
        assessments.row_number as assessment_row,
        episodes.row_number as episode_row
    from assessments
    inner join episodes
        on
            assessments.return_id = episodes.return_id
            and assessments.child_key = episodes.child_key
            and assessments.cin_details_id = episodes.cin_details_id
    where assessments.assessment_actual_start_date < episodes.cin_referral_date

),

locations as (

    select
        return_id,
        finding_key,
        'Assessments' as table_name,
        assessment_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from early_assessments
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from early_assessments

)

select * from locations
