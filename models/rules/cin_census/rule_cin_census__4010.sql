-- One row per CIN plan that has no start date or starts after the census end.
with

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

undated_plans as (

    select
        cin_plans.return_id,
        {{ finding_key(["'CINplanDates'", 'cin_plans.row_number']) }} as finding_key,
        'CINplanDates' as table_name,
        cin_plans.row_number,
        'fault' as role,
        cast(null as string) as details
    from cin_plans
    inner join census_periods
        on cin_plans.return_id = census_periods.return_id
    where
        cin_plans.cin_plan_start_date is null
        or cin_plans.cin_plan_start_date > census_periods.reference_date

)

select * from undated_plans
