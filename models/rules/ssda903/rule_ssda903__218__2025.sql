-- One row per episode that needs the number of its provider and lacks it.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    where
        episodes.urn is null
        and (
            episodes.place is null
            or episodes.place not in (
                'P1', 'P3', 'R1', 'R2', 'R5', 'T0', 'T1', 'T2', 'T3', 'T4', 'Z1'
            )
        )
        and (episodes.dec_text is null or episodes.dec >= periods.collection_start)
        and upper(substring(episodes.pl_la, 1, 1)) not in ('C', 'N', 'S', 'W')

)

{{ one_finding_a_row('failing', 'Episodes') }}
