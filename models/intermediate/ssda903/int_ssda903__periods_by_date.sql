-- One row per period of care of a known child: its first day, and its last where it has
-- ended.
with

episodes_in_order as (

    select * from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}
    where decom is not null

),

-- An earlier episode without an end, or one that ends on the day or later, is followed
-- without a gap.
numbered_episodes as (

    select
        return_id,
        child,
        position,
        decom,
        dec,
        sum(
            case
                when position = 1 or decom > previous_dec then 1
                else 0
            end
        ) over (
            partition by return_id, child
            order by position asc nulls last
        ) as period_number
    from episodes_in_order

),

periods_by_date as (

    select
        return_id,
        child,
        period_number,
        min(decom) over (
            partition by return_id, child, period_number
        ) as first_day,
        dec as last_day
    from numbered_episodes
    qualify
        row_number() over (
            partition by return_id, child, period_number
            order by position desc nulls last
        ) = 1

)

select * from periods_by_date
