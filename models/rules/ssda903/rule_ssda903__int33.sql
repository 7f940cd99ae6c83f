-- One row per outcomes record of a child who has several.
with

counted_records as (

    select
        return_id,
        row_number,
        child,
        count(*) over (partition by return_id, child) as records_of_child
    from {{ ref('returncheck', 'stg_ssda903__oc2') }}
    where child is not null

),

locations as (

    select
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'OC2' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from counted_records
    where records_of_child > 1

)

select * from locations
