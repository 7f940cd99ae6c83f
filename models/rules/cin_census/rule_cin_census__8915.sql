-- One row per plan that begins after the child died, and per record of the child.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

late_pairs as (

    select
        plans.return_id,
        {{ finding_key(["'ChildProtectionPlans'", 'plans.row_number']) }}
            as finding_key,
        plans.row_number as plan_row,
        children.row_number as child_row
    from plans
    inner join children
        on
            plans.return_id = children.return_id
            and plans.child_key = children.child_key
    where plans.cpp_start_date > children.person_death_date

),

locations as (

    select
        return_id,
        finding_key,
        'ChildProtectionPlans' as table_name,
        plan_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from late_pairs
    union
    select
        return_id,
        finding_key,
        'ChildIdentifiers' as table_name,
        child_row as row_number,
        'related' as role,
        cast(null as string) as details
    from late_pairs

)

select * from locations
