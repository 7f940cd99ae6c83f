-- One row per completed assessment without a valid set of factors.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

factors as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessment_factors_list') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

code_lists as (

    select * from {{ ref('returncheck', 'rc_code_lists') }}

),

assessments_with_factors as (

    select * from {{ ref('returncheck', 'int_cin_census__assessments_with_factors') }}

),

known_factors as (

    select distinct code
    from code_lists
    where collection = 'cin_census' and list_name = 'assessment_factor'

),

completed_assessments as (

    select
        assessments.return_id,
        assessments.child_key,
        assessments.cin_details_id,
        assessments.assessment_id,
        assessments.row_number
    from assessments
    inner join census_periods
        on assessments.return_id = census_periods.return_id
    where
        assessments.assessment_authorisation_date >= census_periods.census_start_date

),

unsound_assessments as (

    -- No factor at all and an unknown or missing factor both leave the known code null.
    select distinct
        completed_assessments.return_id,
        completed_assessments.child_key,
        completed_assessments.cin_details_id,
        completed_assessments.assessment_id,
        completed_assessments.row_number,
        case
            when
                completed_assessments.child_key is null
                or completed_assessments.cin_details_id is null
                or completed_assessments.assessment_id is null
                then completed_assessments.row_number
        end as unidentified_row
    from completed_assessments
    left join factors
        on
            completed_assessments.return_id = factors.return_id
            and completed_assessments.child_key = factors.child_key
            and completed_assessments.cin_details_id = factors.cin_details_id
            and completed_assessments.assessment_id = factors.assessment_id
    left join known_factors
        on factors.assessment_factor = known_factors.code
    where known_factors.code is null

),

locations as (

    select
        unsound_assessments.return_id,
        {{ finding_key([
            'unsound_assessments.child_key',
            'unsound_assessments.cin_details_id',
            'unsound_assessments.assessment_id',
            'unsound_assessments.unidentified_row',
        ]) }} as finding_key,
        'Assessments' as table_name,
        unsound_assessments.row_number,
        'fault' as role,
        {{ json_text('factors', 'assessments_with_factors.factors') }} as details
    from unsound_assessments
    left join assessments_with_factors
        on
            unsound_assessments.return_id = assessments_with_factors.return_id
            and unsound_assessments.row_number = assessments_with_factors.row_number

)

select * from locations
