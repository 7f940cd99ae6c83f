-- One row per CIN plan that overlaps another of its child, and pair of starts.
with

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

overlapping_pairs as (

    select
        later_plans.return_id,
        {{ finding_key([
            'later_plans.child_key',
            'later_plans.cin_plan_start_date',
            'running_plans.cin_plan_start_date',
        ]) }} as finding_key,
        later_plans.row_number as later_row,
        running_plans.row_number as running_row
    from cin_plans as later_plans
    inner join cin_plans as running_plans
        on
            later_plans.return_id = running_plans.return_id
            and later_plans.child_key = running_plans.child_key
    inner join census_periods
        on later_plans.return_id = census_periods.return_id
    where
        later_plans.row_number <> running_plans.row_number
        and later_plans.cin_plan_start_date >= running_plans.cin_plan_start_date
        -- A plan without an end date runs to the reference date.
        and later_plans.cin_plan_start_date
        <= coalesce(running_plans.cin_plan_end_date, census_periods.reference_date)

),

locations as (

    select
        return_id,
        finding_key,
        'CINplanDates' as table_name,
        later_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from overlapping_pairs
    union
    select
        return_id,
        finding_key,
        'CINplanDates' as table_name,
        running_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from overlapping_pairs

)

select * from locations
