-- One row per indicator and assessment that it is counted over, with its day.
with

assessments as (

    select * from {{ ref('returncheck', 'int_cin_census__assessment_durations') }}

),

members as (

    {{ indicator_members(
        'assessments',
        'assessments_completed',
        counted_on='assessment_authorisation_date',
        among="is_completed_in_period"
    ) }}
    union all
    {{ indicator_members(
        'assessments',
        'assessments_within_45_days',
        counted_on='assessment_authorisation_date',
        among="is_completed_in_period",
        counted="is_within_45_days"
    ) }}

)

select
    return_id,
    indicator_id,
    'Assessments' as table_name,
    row_number,
    counted_on,
    is_counted
from members
