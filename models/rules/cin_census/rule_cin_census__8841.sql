-- One row per review not after its plan's start, and per plan it belongs to.
with

plans as (

    select * from {{ ref('returncheck', 'stg_cin_census__child_protection_plans') }}

),

reviews as (

    select * from {{ ref('returncheck', 'stg_cin_census__reviews') }}

),

early_pairs as (

    select
        reviews.return_id,
        {{ finding_key(['plans.row_number', 'reviews.row_number']) }} as finding_key,
        plans.row_number as plan_row,
        reviews.row_number as review_row
    from reviews
    inner join plans
        on
            reviews.return_id = plans.return_id
            and reviews.child_key = plans.child_key
            and reviews.cin_details_id = plans.cin_details_id
            and reviews.cpp_id = plans.cpp_id
    where reviews.cpp_review_date <= plans.cpp_start_date

),

locations as (

    select
        return_id,
        finding_key,
        'Reviews' as table_name,
        review_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from early_pairs
    union all
    select
        return_id,
        finding_key,
        'ChildProtectionPlans' as table_name,
        plan_row as row_number,
        'related' as role,
        cast(null as string) as details
    from early_pairs

)

select * from locations
