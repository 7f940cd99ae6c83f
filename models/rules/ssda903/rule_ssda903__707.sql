-- One row per deprivation of liberty order that no period of care of the child holds.
with

orders as (

    select * from {{ ref('returncheck', 'stg_ssda903__dolo') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

episodes_in_order as (

    select
        return_id,
        row_number,
        child,
        decom,
        dec,
        case
            when lag(row_number) over in_order is null then 1
            when decom > lag(dec) over in_order then 1
            else 0
        end as begins_period
    from episodes
    where
        child is not null
        and decom is not null
    window in_order as (
        partition by return_id, child
        order by decom asc nulls last, row_number asc
    )

),

numbered_episodes as (

    select
        *,
        sum(begins_period) over (
            partition by return_id, child
            order by decom asc nulls last, row_number asc
        ) as period_number
    from episodes_in_order

),

periods_of_care as (

    select
        return_id,
        child,
        min(decom) over (partition by return_id, child, period_number) as period_start,
        dec as period_end
    from numbered_episodes
    qualify
        row_number() over (
            partition by return_id, child, period_number
            order by decom desc nulls last, row_number desc
        ) = 1

),

failing as (

    select
        orders.return_id,
        orders.row_number
    from orders
    inner join periods_of_care
        on
            orders.return_id = periods_of_care.return_id
            and orders.child = periods_of_care.child
    where orders.dolo_start is not null
    group by
        orders.return_id,
        orders.row_number
    having
        not bool_or(
            case
                when orders.dolo_end is null
                    then
                        periods_of_care.period_end is null
                        and orders.dolo_start >= periods_of_care.period_start
                else
                    orders.dolo_end >= periods_of_care.period_start
                    and (
                        periods_of_care.period_end is null
                        or orders.dolo_end <= periods_of_care.period_end
                    )
            end
        )

)

{{ one_finding_a_row('failing', 'DoLo') }}
