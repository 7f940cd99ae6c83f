-- One row per plan whose initial category of abuse is missing or not a known code.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

code_lists as (

    select * from {{ ref('returncheck', 'rc_code_lists') }}

),

known_codes as (

    select distinct code
    from code_lists
    where collection = 'cin_census' and list_name = 'category_of_abuse'

),

unknown_codes as (

    select
        plans.return_id,
        {{ finding_key(["'ChildProtectionPlans'", 'plans.row_number']) }}
            as finding_key,
        'ChildProtectionPlans' as table_name,
        plans.row_number,
        'fault' as role,
        cast(null as string) as details
    from plans
    left join known_codes
        on plans.initial_category_of_abuse = known_codes.code
    where known_codes.code is null

)

select * from unknown_codes
