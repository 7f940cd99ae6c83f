-- One row per episode of respite care of a child who had both forms of it.
with

respite_episodes as (

    select
        return_id,
        row_number,
        child,
        min(ls) over (partition by return_id, child) as first_status,
        max(ls) over (partition by return_id, child) as last_status
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and ls in ('V3', 'V4')

),

locations as (

    select
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Episodes' as table_name,
        row_number,
        'fault' as role,
        cast(null as string) as details
    from respite_episodes
    where first_status <> last_status

)

select * from locations
