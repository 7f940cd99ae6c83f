-- One row per open CIN plan of an episode that has several of them.
with

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

repeated_open_plans as (

    select
        return_id,
        {{ finding_key(['child_key', 'cin_details_id']) }} as finding_key,
        'CINplanDates' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from cin_plans
    where
        cin_plan_end_date is null
        and child_key is not null
        and cin_details_id is not null
    qualify
        count(*) over (partition by return_id, child_key, cin_details_id) > 1

)

select * from repeated_open_plans
