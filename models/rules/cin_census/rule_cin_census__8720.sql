-- One row per plan without a start date or with one after the reference date.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

undated_plans as (

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
        plans.cpp_id is not null
        and (
            plans.cpp_start_date is null
            or plans.cpp_start_date > census_periods.reference_date
        )

)

select * from undated_plans
