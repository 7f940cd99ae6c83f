-- One row per episode with which a child starts to be looked after in the return's
-- year, short breaks left out.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

years as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

starts as (

    select
        episodes.return_id,
        'cla_starts' as indicator_id,
        'Episodes' as table_name,
        episodes.row_number,
        episodes.decom as counted_on,
        true as is_counted,
        episodes.child as person
    from episodes
    inner join years
        on episodes.return_id = years.return_id
    where
        episodes.child is not null
        and episodes.rne = 'S'
        and coalesce(episodes.ls, '') not in ('V3', 'V4')
        and episodes.decom between years.period_start and years.period_end

)

select * from starts
