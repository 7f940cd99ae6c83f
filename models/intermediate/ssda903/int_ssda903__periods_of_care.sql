-- One row per episode of a child's care history, with the period of care that it
-- belongs to.
with

care_history as (

    select * from {{ ref('returncheck', 'int_ssda903__care_history') }}

),

numbered as (

    select
        *,
        row_number() over (
            partition by return_id, child
            order by
                decom asc nulls last,
                years_back desc nulls last,
                row_number asc nulls last
        ) as position
    from care_history

),

episodes_in_order as (

    select
        *,
        lag(decom) over in_order as previous_decom,
        lag(dec) over in_order as previous_dec,
        lag(rec) over in_order as previous_rec
    from numbered
    window in_order as (
        partition by return_id, child
        order by position asc nulls last
    )

),

-- A child starts anew, or has left before, or was not looked after for some days.
marked as (

    select
        *,
        previous_decom is null
        or coalesce(rne = 'S', false)
        or coalesce(previous_rec <> 'X1' and previous_dec is not null, false)
        or coalesce(previous_dec < decom, false) as is_first_of_period
    from episodes_in_order

),

in_periods as (

    select
        *,
        sum(case when is_first_of_period then 1 else 0 end) over (
            partition by return_id, child
            order by position asc nulls last
        ) as period_number
    from marked

),

last_of_period as (

    select
        *,
        lead(position) over (
            partition by return_id, child, period_number
            order by position asc nulls last
        ) is null as is_last_of_period
    from in_periods

),

periods_of_care as (

    select
        return_id,
        years_back,
        row_number,
        child,
        position,
        cast(period_number as integer) as period_number,
        decom,
        rne,
        place,
        place_provider,
        dec,
        rec,
        pl_post,
        urn,
        min(decom) over (partition by return_id, child, period_number)
            as period_start,
        max(case when is_last_of_period then dec end) over (
            partition by return_id, child, period_number
        ) as period_end,
        -- The first episode known may stand in the middle of its period.
        bool_or(
            is_first_of_period
            and (coalesce(rne = 'S', false) or previous_decom is not null)
        ) over (partition by return_id, child, period_number) as has_known_start
    from last_of_period

)

select * from periods_of_care
