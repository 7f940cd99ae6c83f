-- One row per start of care in the year of a child whose earlier permanence is not
-- fully told.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

children_with_records as (

    select
        return_id,
        child,
        bool_or(
            prev_perm is null
            or (
                prev_perm <> 'Z1'
                and (
                    la_perm is null
                    or date_perm_text is null
                )
            )
        ) as has_incomplete
    from {{ ref('returncheck', 'stg_ssda903__prev_perm') }}
    group by
        return_id,
        child

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    left join children_with_records
        on
            episodes.return_id = children_with_records.return_id
            and episodes.child = children_with_records.child
    where
        episodes.rne = 'S'
        and episodes.decom >= periods.collection_start
        and coalesce(children_with_records.has_incomplete, true)

)

{{ one_finding_a_row('failing', 'Episodes') }}
