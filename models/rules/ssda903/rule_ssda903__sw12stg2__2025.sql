-- One row per episode that starts or ends care and that no social worker matches.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

sw_episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

turning_points as (

    select
        episodes.return_id,
        episodes.row_number,
        episodes.child,
        episodes.decom,
        episodes.dec,
        coalesce(episodes.rne, '') = 'S' as begins_care,
        coalesce(episodes.rec, '') <> 'X1' as ends_care
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    where
        (
            episodes.ls is null
            or episodes.ls not in ('V3', 'V4')
        )
        and (
            episodes.rne = 'S'
            or episodes.rec is null
            or episodes.rec <> 'X1'
        )
        and (
            episodes.dec is null
            or episodes.dec
            between {{ add_months('periods.collection_start', -12) }}
            and periods.collection_end
        )

),

-- One of the child's social worker episodes matches where its first or last start does.
sw_starts as (

    select
        return_id,
        child,
        min(sw_decom) as first_start,
        max(sw_decom) as last_start
    from sw_episodes
    where sw_decom is not null
    group by
        return_id,
        child

),

failing as (

    select
        turning_points.return_id,
        turning_points.row_number
    from turning_points
    left join sw_starts
        on
            turning_points.return_id = sw_starts.return_id
            and turning_points.child = sw_starts.child
    where
        sw_starts.child is null
        or not (
            (
                turning_points.begins_care
                and coalesce(turning_points.decom <= sw_starts.last_start, false)
            )
            or (
                turning_points.ends_care
                and (
                    turning_points.dec is null
                    or turning_points.dec >= sw_starts.first_start
                )
            )
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
