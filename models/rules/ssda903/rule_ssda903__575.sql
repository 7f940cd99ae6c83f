-- One row per unfinished time missing that began in an episode that has ended.
with

times_missing as (

    select * from {{ ref('returncheck', 'stg_ssda903__missing') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

failing as (

    select distinct
        times_missing.return_id,
        times_missing.row_number
    from times_missing
    inner join episodes
        on
            times_missing.return_id = episodes.return_id
            and times_missing.child = episodes.child
    where
        times_missing.mis_end_text is null
        and times_missing.mis_start between episodes.decom and episodes.dec

)

{{ one_finding_a_row('failing', 'Missing') }}
