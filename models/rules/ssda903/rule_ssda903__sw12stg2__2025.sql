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

failing as (

    select
        turning_points.return_id,
        turning_points.row_number
    from turning_points
    left join sw_episodes
        on
            turning_points.return_id = sw_episodes.return_id
            and turning_points.child = sw_episodes.child
            and sw_episodes.sw_decom is not null
            and (
                (
                    turning_points.begins_care
                    and turning_points.decom <= sw_episodes.sw_decom
                )
                or (
                    turning_points.ends_care
                    and (
                        turning_points.dec is null
                        or turning_points.dec >= sw_episodes.sw_decom
                    )
                )
            )
    where sw_episodes.return_id is null

)

{{ one_finding_a_row('failing', 'Episodes') }}
