-- One row per CIN plan that ends before it starts.
with

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

reversed_plans as (

    select
        return_id,
        {{ finding_key([
            'child_key', 'cin_plan_end_date', 'cin_plan_start_date',
        ]) }} as finding_key,
        'CINplanDates' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from cin_plans
    where cin_plan_end_date < cin_plan_start_date

)

select * from reversed_plans
