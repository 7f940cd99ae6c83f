-- One row per return and dated episode of its children that the return or an earlier
-- one holds, short breaks left out.
with

episodes as (

    select
        return_id,
        row_number,
        child,
        decom,
        rne,
        place,
        place_provider,
        dec,
        rec,
        pl_post,
        urn
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null
        and coalesce(ls, '') not in ('V3', 'V4')

),

earlier_returns as (

    select * from {{ ref('returncheck', 'int_ssda903__earlier_returns') }}

),

own_episodes as (

    select
        return_id,
        0 as years_back,
        row_number,
        child,
        decom,
        rne,
        place,
        place_provider,
        dec,
        rec,
        pl_post,
        urn
    from episodes

),

-- One that was open at the end of its year stands in the return that follows.
ended_episodes as (

    select
        earlier_returns.return_id,
        earlier_returns.years_back,
        episodes.row_number,
        episodes.child,
        episodes.decom,
        episodes.rne,
        episodes.place,
        episodes.place_provider,
        episodes.dec,
        episodes.rec,
        episodes.pl_post,
        episodes.urn
    from earlier_returns
    inner join episodes
        on earlier_returns.earlier_return_id = episodes.return_id
    where episodes.dec <= earlier_returns.earlier_end

),

all_episodes as (

    select * from own_episodes
    union all
    select * from ended_episodes

),

-- Of what several returns say of one day the latest holds.
told_last as (

    select
        *,
        min(years_back) over (partition by return_id, child, decom) as last_told
    from all_episodes

)

select
    return_id,
    years_back,
    row_number,
    child,
    decom,
    rne,
    place,
    place_provider,
    dec,
    rec,
    pl_post,
    urn
from told_last
where years_back = last_told
