-- One row per protection plan that ends on the day it starts.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

same_day_plans as (

    select
        return_id,
        {{ finding_key(["'ChildProtectionPlans'", 'row_number']) }} as finding_key,
        'ChildProtectionPlans' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from plans
    where cpp_start_date = cpp_end_date

)

select * from same_day_plans
