-- One row per sole assessment with factor 21, and per episode closed otherwise.
with

assessments as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessments') }}

),

factors as (

    select * from {{ ref('returncheck', 'stg_cin_census__assessment_factors_list') }}

),

assessments_with_factors as (

    select * from {{ ref('returncheck', 'int_cin_census__assessments_with_factors') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

sole_assessments as (

    select
        return_id,
        child_key,
        cin_details_id,
        assessment_id,
        row_number
    from assessments
    where child_key is not null and cin_details_id is not null
    qualify count(*) over (partition by return_id, child_key, cin_details_id) = 1

),

-- A factor given twice repeats its pairs here; the union below takes each row once.
contradicted_closures as (

    select
        sole_assessments.return_id,
        {{ finding_key(['episodes.child_key', 'episodes.cin_details_id']) }}
            as finding_key,
        sole_assessments.row_number as assessment_row,
        {{ json_text('factors', 'assessments_with_factors.factors') }} as details,
        episodes.row_number as episode_row,
        episodes.reason_for_closure is null as is_reason_missing
    from sole_assessments
    inner join factors
        on
            sole_assessments.return_id = factors.return_id
            and sole_assessments.child_key = factors.child_key
            and sole_assessments.cin_details_id = factors.cin_details_id
            and sole_assessments.assessment_id = factors.assessment_id
    inner join assessments_with_factors
        on
            sole_assessments.return_id = assessments_with_factors.return_id
            and sole_assessments.row_number = assessments_with_factors.row_number
    inner join episodes
        on
            sole_assessments.return_id = episodes.return_id
            and sole_assessments.child_key = episodes.child_key
            and sole_assessments.cin_details_id = episodes.cin_details_id
    where
        factors.assessment_factor = '21'
        and coalesce(episodes.reason_for_closure, '') not in ('RC8', 'RC9')

),

locations as (

    select
        return_id,
        finding_key,
        'Assessments' as table_name,
        assessment_row as row_number,
        -- A reason that is missing is the fault, not the factors beside it.
        case when is_reason_missing then 'related' else 'fault' end as role,
        details
    from contradicted_closures
    union
    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from contradicted_closures

)

select * from locations
