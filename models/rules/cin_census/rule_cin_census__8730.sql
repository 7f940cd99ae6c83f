-- One row per plan whose number of earlier plans is no whole number from 0.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

uncounted_plans as (

    -- Text that is no whole number is null.
    select
        return_id,
        {{ finding_key(["'ChildProtectionPlans'", 'row_number']) }} as finding_key,
        'ChildProtectionPlans' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from plans
    where number_of_previous_cpp is null or number_of_previous_cpp < 0

)

select * from uncounted_plans
