-- One row per assessment whose id is a number above 0: it errs where one is no number.
with

assessments as (

    select * from {{ ref('stg_cin_census__assessments') }}

),

numbered_assessments as (

    select
        return_id,
        {{ finding_key(["'Assessments'", 'row_number']) }} as finding_key,
        'Assessments' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from assessments
    where cast('secret ' || assessment_id as integer) > 0

)

select * from numbered_assessments
