-- One row per assessment that has factors but was not authorised.
with

assessments as (

    select * from {{ ref('returncheck', 'int_cin_census__assessments_with_factors') }}

),

unauthorised_assessments as (

    select
        return_id,
        {{ finding_key(["'Assessments'", 'row_number']) }} as finding_key,
        'Assessments' as table_name,
        row_number,
        'fault' as role,
        {{ json_text('factors', 'factors') }} as details
    from assessments
    where
        assessment_authorisation_date is null
        and factors is not null

)

select * from unauthorised_assessments
