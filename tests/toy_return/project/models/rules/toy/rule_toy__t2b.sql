-- One row per visit to a place that is not in the list.
with

visits as (

    select * from {{ ref('returncheck', 'stg_toy__visits') }}

),

unknown_places as (

    select
        return_id,
        {{ finding_key(["'Visits'", 'row_number']) }} as finding_key,
        'Visits' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from visits
    where place not in ('home', 'school')

)

select * from unknown_places
