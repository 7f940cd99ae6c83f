-- One row per open assessment of an episode that has several.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

repeated_assessments as (

    select
        return_id,
        {{ finding_key(['child_key', 'cin_details_id']) }} as finding_key,
        'Assessments' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from assessments
    where
        assessment_authorisation_date is null
        and child_key is not null
        and cin_details_id is not null
    qualify
        count(*) over (partition by return_id, child_key, cin_details_id) > 1

)

select * from repeated_assessments
