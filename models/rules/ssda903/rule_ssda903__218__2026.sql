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
                'P1', 'P3', 'R1', 'R2', 'R5', 'T0', 'T1', 'T2', 'T3', 'T4',
                'Z11', 'Z12', 'Z13', 'Z14'
            )
        )
        and (episodes.dec_text is null or episodes.dec >= periods.collection_start)
        and (
            episodes.pl_la is null
            or upper(episodes.pl_la) not in ('CON', 'NIR', 'SCO', 'WAL', 'NUK')
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
