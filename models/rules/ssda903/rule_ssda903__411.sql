-- One row per episode placed inside the authority, by marker, but not by its area.
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
        episodes.pl_location = 'IN'
        and (episodes.pl_la is null or episodes.pl_la <> periods.gss_code)

)

{{ one_finding_a_row('failing', 'Episodes') }}
