-- One row per care leaver record of a child with too little care from 14 and from 16.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

pooled_episodes as (

    select
        return_id,
        0 as years_back,
        row_number,
        child,
        decom,
        dec,
        ls,
        rec
    from episodes
    union all
    select
        previous_returns.return_id,
        1 as years_back,
        episodes.row_number,
        episodes.child,
        episodes.decom,
        episodes.dec,
        episodes.ls,
        episodes.rec
    from previous_returns
    inner join episodes
        on previous_returns.previous_return_id = episodes.return_id

),

header_returns as (

    select distinct return_id
    from headers

),

-- A rule on an empty table is not run.
filled_returns as (

    select pooled_episodes.return_id
    from pooled_episodes
    inner join header_returns
        on pooled_episodes.return_id = header_returns.return_id
    group by pooled_episodes.return_id
    having
        min(pooled_episodes.years_back) = 0
        and max(pooled_episodes.years_back) = 1

),

episodes_by_start as (

    select *
    from pooled_episodes
    where
        child is not null
        and decom is not null
    qualify
        row_number() over (
            partition by return_id, child, decom
            order by dec asc nulls last, years_back asc nulls last, row_number asc
        ) = 1

),

episodes_in_order as (

    select
        *,
        lead(decom) over (
            partition by return_id, child
            order by decom asc nulls last
        ) as next_decom
    from episodes_by_start

),

adopted as (

    select
        return_id,
        child
    from episodes_in_order
    where
        next_decom is null
        and upper(rec) in ('E11', 'E12')

),

births as (

    select
        return_id,
        child,
        {{ birthday('dob', 14) }} as fourteenth_birthday,
        {{ birthday('dob', 16) }} as sixteenth_birthday,
        {{ birthday('dob', 20) }} as twentieth_birthday
    from headers
    where
        child is not null
        and dob is not null
    qualify
        row_number() over (
            partition by return_id, child
            order by row_number asc
        ) = 1

),

cared_for as (

    select
        episodes_in_order.return_id,
        episodes_in_order.child,
        episodes_in_order.decom,
        case
            when episodes_in_order.dec is not null then episodes_in_order.dec
            when episodes_in_order.next_decom is null then periods.collection_end
        end as last_day
    from episodes_in_order
    inner join periods
        on episodes_in_order.return_id = periods.return_id
    where
        episodes_in_order.ls is null
        or upper(episodes_in_order.ls) not in ('V3', 'V4')

),

days_in_care as (

    select
        births.return_id,
        births.child,
        sum(
            greatest(0, {{ days_between(
                'greatest(cared_for.decom, births.fourteenth_birthday)',
                'cared_for.last_day',
            ) }})
        ) as days_from_14,
        sum(
            greatest(0, {{ days_between(
                'greatest(cared_for.decom, births.sixteenth_birthday)',
                'cared_for.last_day',
            ) }})
        ) as days_from_16
    from births
    inner join cared_for
        on
            births.return_id = cared_for.return_id
            and births.child = cared_for.child
    group by
        births.return_id,
        births.child

),

failing as (

    select
        care_leavers.return_id,
        care_leavers.row_number
    from care_leavers
    inner join filled_returns
        on care_leavers.return_id = filled_returns.return_id
    inner join periods
        on care_leavers.return_id = periods.return_id
    left join adopted
        on
            care_leavers.return_id = adopted.return_id
            and care_leavers.child = adopted.child
    left join births
        on
            care_leavers.return_id = births.return_id
            and care_leavers.child = births.child
    left join days_in_care
        on
            care_leavers.return_id = days_in_care.return_id
            and care_leavers.child = days_in_care.child
    where
        adopted.child is not null
        or births.child is null
        or (
            births.twentieth_birthday > periods.collection_end
            and (
                coalesce(days_in_care.days_from_14, 0) < 91
                or coalesce(days_in_care.days_from_16, 0) < 1
            )
        )

)

{{ one_finding_a_row('failing', 'OC3') }}
