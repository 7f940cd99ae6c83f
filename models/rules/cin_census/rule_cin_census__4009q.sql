-- One row per CIN plan that ends after the child's death, and per child record.
with

children as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_identifiers') }}

),

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

late_ends as (

    select
        children.return_id,
        {{ finding_key(['children.child_key', 'children.person_death_date']) }}
            as finding_key,
        children.row_number as child_row,
        cin_plans.row_number as plan_row
    from children
    inner join cin_plans
        on
            children.return_id = cin_plans.return_id
            and children.child_key = cin_plans.child_key
    where cin_plans.cin_plan_end_date > children.person_death_date

),

locations as (

    select
        return_id,
        finding_key,
        'CINplanDates' as table_name,
        plan_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from late_ends
    union
    select
        return_id,
        finding_key,
        'ChildIdentifiers' as table_name,
        child_row as row_number,
        'related' as role,
        cast(null as string) as details
    from late_ends

)

select * from locations
