-- One row per episode of a child assessment order or of police custody, with the
-- unbroken period of such episodes that it belongs to.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and decom is not null
        and (dec_text is null or dec is not null)
        and ls in ('L3', 'J2')

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

ended_episodes as (

    select
        episodes.return_id,
        episodes.row_number,
        episodes.child,
        episodes.ls,
        episodes.decom,
        coalesce(episodes.dec, periods.collection_end) as last_day
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id

),

marked_episodes as (

    select
        *,
        {{ days_between('decom', 'last_day') }} as days,
        case
            when decom <= lag(last_day) over in_order then 0
            else 1
        end as is_first
    from ended_episodes
    window in_order as (
        partition by return_id, child, ls
        order by decom asc nulls last, row_number asc
    )

),

numbered_episodes as (

    select
        *,
        sum(is_first) over (
            partition by return_id, child, ls
            order by decom asc nulls last, row_number asc
            rows between unbounded preceding and current row
        ) as period
    from marked_episodes

),

legal_status_periods as (

    select
        return_id,
        row_number,
        child,
        ls,
        period,
        sum(days) over (partition by return_id, child, ls, period)
            as period_days
    from numbered_episodes

)

select * from legal_status_periods
