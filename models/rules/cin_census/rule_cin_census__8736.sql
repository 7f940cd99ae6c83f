-- One row per open assessment that did not start within the census period.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

open_assessments_outside_period as (

    -- The episode id of a table that came without the column is empty, not null.
    select
        assessments.return_id,
        {{ finding_key(["'Assessments'", 'assessments.row_number']) }} as finding_key,
        'Assessments' as table_name,
        assessments.row_number,
        'fault' as role,
        cast(null as string) as details
    from assessments
    inner join census_periods
        on assessments.return_id = census_periods.return_id
    where
        assessments.cin_details_id <> ''
        and assessments.assessment_authorisation_date is null
        and (
            assessments.assessment_actual_start_date is null
            or assessments.assessment_actual_start_date
            < census_periods.census_start_date
            or assessments.assessment_actual_start_date > census_periods.reference_date
        )

)

select * from open_assessments_outside_period
