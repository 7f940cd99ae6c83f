-- One row per plan that ended before or after the census period.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

outlying_plans as (

    select
        plans.return_id,
        {{ finding_key(["'ChildProtectionPlans'", 'plans.row_number']) }}
            as finding_key,
        'ChildProtectionPlans' as table_name,
        plans.row_number,
        'fault' as role,
        cast(null as string) as details
    from plans
    inner join census_periods
        on plans.return_id = census_periods.return_id
    where
        plans.cpp_end_date < census_periods.census_start_date
        or plans.cpp_end_date > census_periods.reference_date

)

select * from outlying_plans
