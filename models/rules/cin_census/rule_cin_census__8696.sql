-- One row per assessment that was authorised outside the census period.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

authorisations_outside_period as (

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
        assessments.assessment_authorisation_date < census_periods.census_start_date
        or assessments.assessment_authorisation_date > census_periods.reference_date

)

select * from authorisations_outside_period
