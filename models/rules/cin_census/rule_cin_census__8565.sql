-- One row per closed episode and per record dated after its closure.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_cin_census__cin_details') }}

),

activity as (

    select * from {{ ref('returncheck', 'int_cin_census__episode_activity') }}

),

late_pairs as (

    select
        episodes.return_id,
        {{ finding_key([
            'episodes.child_key',
            'episodes.cin_details_id',
            'episodes.cin_closure_date',
        ]) }} as finding_key,
        episodes.row_number as episode_row,
        activity.table_name as activity_table,
        activity.row_number as activity_row
    from episodes
    left join activity
        on
            episodes.return_id = activity.return_id
            and episodes.child_key = activity.child_key
            and episodes.cin_details_id = activity.cin_details_id
            and episodes.cin_closure_date < activity.latest_date
    where
        activity.row_number is not null
        or episodes.cin_closure_date < episodes.date_of_initial_cpc

),

locations as (

    select
        return_id,
        finding_key,
        'CINdetails' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from late_pairs
    union
    select
        return_id,
        finding_key,
        activity_table as table_name,
        activity_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from late_pairs
    where activity_row is not null

)

select * from locations
