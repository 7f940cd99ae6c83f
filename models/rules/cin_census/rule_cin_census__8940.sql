-- One row per plan begun while another one ran, and per plan then running.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

running_plans as (

    select
        plans.return_id,
        plans.child_key,
        plans.row_number,
        plans.cpp_start_date,
        coalesce(plans.cpp_end_date, census_periods.reference_date)
            as last_running_date
    from plans
    inner join census_periods
        on plans.return_id = census_periods.return_id

),

overlapping_pairs as (

    select
        plans.return_id,
        {{ finding_key(['plans.row_number', 'running_plans.row_number']) }}
            as finding_key,
        {{ finding_key([
            'greatest(plans.row_number, running_plans.row_number)',
            'least(plans.row_number, running_plans.row_number)',
        ]) }} as counted_as,
        plans.row_number as later_row,
        running_plans.row_number as running_row
    from plans
    inner join running_plans
        on
            plans.return_id = running_plans.return_id
            and plans.child_key = running_plans.child_key
            and plans.row_number <> running_plans.row_number
    where
        plans.cpp_start_date >= running_plans.cpp_start_date
        and plans.cpp_start_date <= running_plans.last_running_date

),

locations as (

    select
        return_id,
        finding_key,
        counted_as,
        'ChildProtectionPlans' as table_name,
        later_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from overlapping_pairs
    union all
    select
        return_id,
        finding_key,
        counted_as,
        'ChildProtectionPlans' as table_name,
        running_row as row_number,
        'related' as role,
        cast(null as string) as details
    from overlapping_pairs

)

select * from locations
