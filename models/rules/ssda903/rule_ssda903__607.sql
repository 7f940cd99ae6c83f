-- One row per episode with which a girl left care in the year, and per record of her
-- that does not say whether she is a mother.
with

failing_pairs as (

    select * from {{ ref('returncheck', 'int_ssda903__untold_mothers') }}
    where sex = '2'

),

locations as (

    select distinct
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Episodes' as table_name,
        episode_row as row_number,
        'related' as role,
        cast(null as string) as details
    from failing_pairs
    union all
    select distinct
        return_id,
        {{ finding_key(['child']) }} as finding_key,
        'Header' as table_name,
        girl_row as row_number,
        'fault' as role,
        cast(null as string) as details
    from failing_pairs

)

select * from locations
