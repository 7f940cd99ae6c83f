-- One row per return that starts more plans than it holds initial conferences.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

enquiries as (

    select * from {{ ref('returncheck', 'stg_cin_census__section47') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

dated_records as (

    select
        return_id,
        cpp_start_date as plan_date,
        cast(null as date) as conference_date
    from plans
    union all
    select
        return_id,
        cast(null as date) as plan_date,
        date_of_initial_cpc as conference_date
    from enquiries
    union all
    select
        return_id,
        cast(null as date) as plan_date,
        date_of_initial_cpc as conference_date
    from episodes

),

counts as (

    select
        dated_records.return_id,
        count(dated_records.plan_date) as plan_count,
        count(dated_records.conference_date) as conference_count
    from dated_records
    inner join census_periods
        on
            dated_records.return_id = census_periods.return_id
            and coalesce(dated_records.plan_date, dated_records.conference_date)
            between census_periods.census_start_date and census_periods.reference_date
    group by dated_records.return_id

),

excess_plans as (

    select
        return_id,
        {{ finding_key(['return_id']) }} as finding_key,
        'ChildProtectionPlans' as table_name,
        cast(null as bigint) as row_number,
        'fault' as role,
        '{"plans": ' || cast(plan_count as string)
        || ', "conferences": ' || cast(conference_count as string)
        || '}' as details
    from counts
    where plan_count > conference_count

)

select * from excess_plans
