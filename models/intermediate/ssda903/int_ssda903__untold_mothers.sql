-- One row per episode with which a girl left care in the year, and record of her that
-- does not say whether she is a mother.
with

girls as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}
    where sex in ('2', 'F') and mother is null

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

untold_mothers as (

    select
        episodes.return_id,
        episodes.child,
        girls.sex,
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

)

select * from untold_mothers
