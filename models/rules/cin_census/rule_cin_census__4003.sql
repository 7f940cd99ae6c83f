-- One row per review held while a CIN plan ran, per its plan and per the CIN plan.
with

reviews as (

    select * from {{ ref('returncheck', 'stg_cin_census__reviews') }}

),

protection_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

cin_plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_plan_dates') }}

),

contradicted_reviews as (

    select
        reviews.return_id,
        {{ finding_key(['reviews.child_key', 'reviews.cpp_review_date']) }}
            as finding_key,
        reviews.row_number as review_row,
        protection_plans.row_number as protection_plan_row,
        cin_plans.row_number as cin_plan_row
    from reviews
    inner join protection_plans
        on
            reviews.return_id = protection_plans.return_id
            and reviews.child_key = protection_plans.child_key
            and reviews.cin_details_id = protection_plans.cin_details_id
            and reviews.cpp_id = protection_plans.cpp_id
    inner join cin_plans
        on
            reviews.return_id = cin_plans.return_id
            and reviews.child_key = cin_plans.child_key
            and reviews.cin_details_id = cin_plans.cin_details_id
    where
        reviews.cpp_review_date >= cin_plans.cin_plan_start_date
        and reviews.cpp_review_date < cin_plans.cin_plan_end_date
        and reviews.cpp_review_date is distinct from protection_plans.cpp_end_date

),

locations as (

    select
        return_id,
        finding_key,
        'Reviews' as table_name,
        review_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from contradicted_reviews
    union
    select
        return_id,
        finding_key,
        'ChildProtectionPlans' as table_name,
        protection_plan_row as row_number,
        'related' as role,
        cast(null as string) as details
    from contradicted_reviews
    union
    select
        return_id,
        finding_key,
        'CINplanDates' as table_name,
        cin_plan_row as row_number,
        'related' as role,
        cast(null as string) as details
    from contradicted_reviews

)

select * from locations
