-- One row per plan that ends before it starts.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

reversed_plans as (

    select
        return_id,
        {{ finding_key(["'ChildProtectionPlans'", 'row_number']) }} as finding_key,
        'ChildProtectionPlans' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from plans
    where cpp_end_date < cpp_start_date

)

select * from reversed_plans
