-- One row per assessment begun during another of its episode, and per other one.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

census_periods as (

    select * from {{ ref('returncheck', 'int_cin_census__census_periods') }}

),

spans as (

    select
        assessments.return_id,
        assessments.child_key,
        assessments.cin_details_id,
        assessments.row_number,
        assessments.assessment_actual_start_date,
        coalesce(
            assessments.assessment_authorisation_date, census_periods.reference_date
        ) as last_date
    from assessments
    inner join census_periods
        on assessments.return_id = census_periods.return_id

),

overlapping_pairs as (

    select
        later_starts.return_id,
        {{ finding_key([
            'later_starts.child_key',
            'later_starts.cin_details_id',
            'later_starts.assessment_actual_start_date',
        ]) }} as finding_key,
        later_starts.row_number as later_row,
        spans.row_number as span_row
    from assessments as later_starts
    inner join spans
        on
            later_starts.return_id = spans.return_id
            and later_starts.child_key = spans.child_key
            and later_starts.cin_details_id = spans.cin_details_id
            and later_starts.row_number <> spans.row_number
            and later_starts.assessment_actual_start_date
            >= spans.assessment_actual_start_date
            and later_starts.assessment_actual_start_date <= spans.last_date

),

roles as (

    select
        return_id,
        finding_key,
        later_row as row_number,
        'fault' as role
    from overlapping_pairs
    union all
    select
        return_id,
        finding_key,
        span_row as row_number,
        'related' as role
    from overlapping_pairs

),

-- Assessments begun on one day can be both; the first role in the alphabet stays.
locations as (

    select
        return_id,
        finding_key,
        'Assessments' as table_name,
        row_number,
        min(role) as role,
        cast(null as string) as details
    from roles
    group by return_id, finding_key, row_number

)

select * from locations
