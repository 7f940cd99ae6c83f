-- One row per episode in the authority's own provision outside its own area.
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
        episodes.place_provider = 'PR1'
        and episodes.ls not in ('V3', 'V4')
        and episodes.place not in (
            'A3', 'A4', 'A5', 'A6', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6'
        )
        and (
            episodes.pl_la is null
            or episodes.pl_la <> periods.gss_code
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
