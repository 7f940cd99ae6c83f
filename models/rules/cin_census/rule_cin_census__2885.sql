-- One row per plan, and per conference record, whose dates do not meet.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

conference_records as (

    select * from {{ ref('returncheck', 'int_cin_census__conference_records') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

plans_beside_conferences as (

    select
        plans.return_id,
        plans.child_key,
        plans.cin_details_id,
        plans.row_number as plan_row,
        plans.cpp_start_date,
        conference_records.table_name as conference_table,
        conference_records.row_number as conference_row,
        coalesce(
            plans.cpp_start_date = conference_records.date_of_initial_cpc, false
        ) as is_match
    from plans
    inner join census_periods
        on plans.return_id = census_periods.return_id
    left join conference_records
        on
            plans.return_id = conference_records.return_id
            and plans.child_key = conference_records.child_key
            and plans.cin_details_id = conference_records.cin_details_id
    where
        plans.cpp_start_date >= census_periods.census_start_date
        and plans.cpp_start_date <= census_periods.reference_date

),

marked_pairs as (

    select
        return_id,
        child_key,
        cin_details_id,
        plan_row,
        cpp_start_date,
        conference_table,
        conference_row,
        min(cpp_start_date) over (
            partition by return_id, child_key, cin_details_id
        ) as first_start_date,
        bool_or(is_match) over (partition by return_id, plan_row) as has_plan_match,
        bool_or(is_match) over (
            partition by return_id, child_key, cin_details_id
        ) as has_episode_match
    from plans_beside_conferences

),

locations as (

    select
        return_id,
        {{ finding_key([
            "'plan'", 'child_key', 'cin_details_id', 'cpp_start_date',
        ]) }} as finding_key,
        cast(null as string) as counted_as,
        'ChildProtectionPlans' as table_name,
        plan_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from marked_pairs
    where not has_plan_match
    union
    select
        return_id,
        {{ finding_key(["'conference'", 'child_key', 'cin_details_id']) }}
            as finding_key,
        {{ finding_key([
            "'plan'", 'child_key', 'cin_details_id', 'first_start_date',
        ]) }} as counted_as,
        conference_table as table_name,
        conference_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from marked_pairs
    where not has_episode_match and conference_row is not null

)

select * from locations
