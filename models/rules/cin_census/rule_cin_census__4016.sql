-- One row per CIN plan that begins within a protection plan, and per such plan.
with

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

protection_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

starts_within_plans as (

    select
        cin_plans.return_id,
        {{ finding_key([
            'cin_plans.child_key', 'cin_plans.cin_plan_start_date',
        ]) }} as finding_key,
        cin_plans.row_number as cin_plan_row,
        protection_plans.row_number as protection_plan_row
    from cin_plans
    inner join protection_plans
        on
            cin_plans.return_id = protection_plans.return_id
            and cin_plans.child_key = protection_plans.child_key
    inner join census_periods
        on cin_plans.return_id = census_periods.return_id
    where
        cin_plans.cin_plan_start_date >= protection_plans.cpp_start_date
        and (
            cin_plans.cin_plan_start_date < protection_plans.cpp_end_date
            or (
                protection_plans.cpp_end_date is null
                and cin_plans.cin_plan_start_date <= census_periods.reference_date
            )
        )

),

locations as (

    select
        return_id,
        finding_key,
        'CINplanDates' as table_name,
        cin_plan_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from starts_within_plans
    union
    select
        return_id,
        finding_key,
        'ChildProtectionPlans' as table_name,
        protection_plan_row as row_number,
        'related' as role,
        cast(null as string) as details
    from starts_within_plans

)

select * from locations
