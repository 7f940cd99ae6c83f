-- One row per referral without further action that has work, and per record of work.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

work_records as (

    select
        return_id,
        child_key,
        cin_details_id,
        'Assessments' as table_name,
        row_number
    from assessments
    where
        assessment_actual_start_date is not null
        or assessment_authorisation_date is not null
    union all
    select
        return_id,
        child_key,
        cin_details_id,
        'Section47' as table_name,
        row_number
    from enquiries
    where s47_actual_start_date is not null

),

contradicted_episodes as (

    select
        episodes.return_id,
        {{ finding_key(["'CINdetails'", 'episodes.row_number']) }} as finding_key,
        episodes.row_number as episode_row,
        case
            when episodes.date_of_initial_cpc is not null then 'fault' else 'related'
        end as episode_role,
        work_records.table_name as work_table,
        work_records.row_number as work_row
    from episodes
    left join work_records
        on
            episodes.return_id = work_records.return_id
            and episodes.child_key = work_records.child_key
            and episodes.cin_details_id = work_records.cin_details_id
    where
        episodes.is_referral_nfa is true
        and (
            episodes.date_of_initial_cpc is not null
            or work_records.row_number is not null
        )

),

locations as (

    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        episode_role as role,
        cast(null as string) as details
    from contradicted_episodes
    union
    select
        return_id,
        finding_key,
        work_table as table_name,
        work_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from contradicted_episodes
    where work_row is not null

)

select * from locations
