-- One row per assessment that starts on a weekend.
with

assessments as (

    select * from {{ ref('stg_cin_census__assessments') }}

),

weekend_assessments as (

    select
        return_id,
        {{ finding_key(["'Assessments'", 'row_number']) }} as finding_key,
        'Assessments' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from assessments
    where {{ is_weekend('assessment_actual_start_date') }}

)

select * from weekend_assessments
