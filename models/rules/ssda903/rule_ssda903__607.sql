-- One row per episode with which a girl left care in the year, and per record of her
-- that does not say whether she is a mother.
with

girls as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}
    where sex = '2' and mother is null

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing_pairs as (

    select
        episodes.return_id,
        episodes.child,
        episodes.row_number as episode_row,
        girls.row_number as girl_row
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    inner join girls
        on
            episodes.return_id = girls.return_id
            and episodes.child = girls.child
    where
        episodes.dec between periods.collection_start and periods.collection_end
        and episodes.rec <> 'X1'
        and (
            episodes.ls is null
            or episodes.ls not in ('V3', 'V4')
        )

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
