-- One row per open plan of a child who has several.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

repeated_plans as (

    select
        return_id,
        {{ finding_key(['child_key']) }} as finding_key,
        'ChildProtectionPlans' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from plans
    where cpp_end_date is null and child_key is not null
    qualify count(*) over (partition by return_id, child_key) > 1

)

select * from repeated_plans
