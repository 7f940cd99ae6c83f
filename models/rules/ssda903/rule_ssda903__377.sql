-- One row per temporary placement of a child who had three or more for a holiday.
with

holiday_placements as (

    select
        return_id,
        row_number,
        child,
        count(*) over (partition by return_id, child) as placements_of_child
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and place = 'T3'

),

locations as (

    select
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Episodes' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from holiday_placements
    where placements_of_child > 2

)

select * from locations
