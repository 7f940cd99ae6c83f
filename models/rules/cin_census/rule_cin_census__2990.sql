-- One row per episode closed after assessment, and per record of later activity in it.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

protection_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

activity as (

    select
        return_id,
        child_key,
        cin_details_id,
        'Section47' as table_name,
        row_number
    from enquiries
    union all
    select
        return_id,
        child_key,
        cin_details_id,
        'ChildProtectionPlans' as table_name,
        row_number
    from protection_plans
    union all
    select
        return_id,
        child_key,
        cin_details_id,
        'CINplanDates' as table_name,
        row_number
    from cin_plans

),

closed_after_assessment as (

    -- Rows with a missing key are not known to be of one episode.
    select
        return_id,
        child_key,
        cin_details_id,
        row_number,
        date_of_initial_cpc,
        case
            when child_key is null or cin_details_id is null then row_number
        end as unidentified_row
    from episodes
    where reason_for_closure in ('RC8', 'RC9')

),

contradicted_closures as (

    select
        closed_after_assessment.return_id,
        {{ finding_key([
            'closed_after_assessment.child_key',
            'closed_after_assessment.cin_details_id',
            'closed_after_assessment.unidentified_row',
        ]) }} as finding_key,
        closed_after_assessment.row_number as episode_row,
        activity.table_name as activity_table,
        activity.row_number as activity_row
    from closed_after_assessment
    left join activity
        on
            closed_after_assessment.return_id = activity.return_id
            and closed_after_assessment.child_key = activity.child_key
            and closed_after_assessment.cin_details_id = activity.cin_details_id
    where
        activity.row_number is not null
        or closed_after_assessment.date_of_initial_cpc is not null

),

locations as (

    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from contradicted_closures
    union
    select
        return_id,
        finding_key,
        activity_table as table_name,
        activity_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from contradicted_closures
    where activity_row is not null

)

select * from locations
