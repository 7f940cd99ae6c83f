-- One row per plan review without a date.
with

reviews as (

    select * from {{ ref('returncheck', 'stg_cin_census__reviews') }}

),

undated_reviews as (

    select
        return_id,
        {{ finding_key(["'Reviews'", 'row_number']) }} as finding_key,
        'Reviews' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from reviews
    where cpp_review_date is null

)

select * from undated_reviews
