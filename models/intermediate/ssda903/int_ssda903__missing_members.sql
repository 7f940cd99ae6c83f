-- One row per child looked after in a month, short breaks left out, with whether it was
-- missing in it.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        child is not null
        and coalesce(ls, '') not in ('V3', 'V4')

),

absences as (

    select * from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where missing = 'M'

),

months as (

    select * from {{ ref('returncheck', 'int_return_months') }}

),

months_in_care as (

    select
        episodes.return_id,
        episodes.row_number,
        episodes.child,
        greatest(episodes.decom, months.month_start) as counted_on,
        months.month_end
    from episodes
    inner join months
        on episodes.return_id = months.return_id
    where
        episodes.decom <= months.month_end
        and coalesce(episodes.dec >= months.month_start, true)
    qualify
        row_number() over (
            partition by episodes.return_id, episodes.child, months.month_end
            order by episodes.decom asc nulls last, episodes.row_number asc nulls last
        ) = 1

),

-- An incident lasts from its first to its last day, one without an end goes on.
months_missing as (

    select distinct
        absences.return_id,
        absences.child,
        months.month_end
    from absences
    inner join months
        on absences.return_id = months.return_id
    where
        absences.mis_start <= months.month_end
        and coalesce(absences.mis_end >= months.month_start, true)

),

members as (

    select
        months_in_care.return_id,
        'cla_missing' as indicator_id,
        'Episodes' as table_name,
        months_in_care.row_number,
        months_in_care.counted_on,
        months_missing.child is not null as is_counted,
        months_in_care.child as person
    from months_in_care
    left join months_missing
        on
            months_in_care.return_id = months_missing.return_id
            and months_in_care.child = months_missing.child
            and months_in_care.month_end = months_missing.month_end

)

select * from members
