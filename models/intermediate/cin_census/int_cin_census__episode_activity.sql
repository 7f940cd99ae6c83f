-- One row per record of an episode, with its latest date of activity.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

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

episode_activity as (

    select
        return_id,
        child_key,
        cin_details_id,
        'Assessments' as table_name,
        row_number,
        greatest(
            assessment_actual_start_date, assessment_authorisation_date
        ) as latest_date
    from assessments
    union all
    select
        return_id,
        child_key,
        cin_details_id,
        'Section47' as table_name,
        row_number,
        greatest(s47_actual_start_date, date_of_initial_cpc) as latest_date
    from enquiries
    union all
    select
        return_id,
        child_key,
        cin_details_id,
        'ChildProtectionPlans' as table_name,
        row_number,
        cpp_end_date as latest_date
    from protection_plans
    union all
    select
        return_id,
        child_key,
        cin_details_id,
        'CINplanDates' as table_name,
        row_number,
        greatest(cin_plan_start_date, cin_plan_end_date) as latest_date
    from cin_plans

)

select * from episode_activity
