-- One row per record with a first meeting and no number of review meetings.
with

records as (

    select * from {{ ref('returncheck', 'stg_cin_census__pre_proceedings') }}

),

meetings_without_count as (

    select
        records.return_id,
        {{ finding_key(["'PreProceedings'", 'records.row_number']) }} as finding_key,
        'PreProceedings' as table_name,
        records.row_number,
        'fault' as role,
        cast(null as string) as details
    from records
    where
        records.initial_pp_meeting_date is not null
        and records.review_meetings_count_text is null

)

select * from meetings_without_count
