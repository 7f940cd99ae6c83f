-- One row per liberty order and per placement in its time in an unusual setting.
with

failing_pairs as (

    select
        return_id,
        order_row,
        episode_row,
        {{ finding_key(['order_row', 'episode_row']) }} as finding_key
    from {{ ref('returncheck', 'int_ssda903__placements_under_order') }}
    where
        place is null
        or place not in ('K2', 'Z12', 'Z13')

),

locations as (

    select
        return_id,
        finding_key,
        'DoLo' as table_name,
        order_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs
    union all
    select
        return_id,
        finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs

)

select * from locations
