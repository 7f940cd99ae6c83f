-- One row per time missing that starts outside all of the child's episodes.
with

times_missing as (

    select * from {{ ref('returncheck', 'stg_ssda903__missing') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

failing as (

    select
        times_missing.return_id,
        times_missing.row_number
    from times_missing
    inner join episodes
        on
            times_missing.return_id = episodes.return_id
            and times_missing.child = episodes.child
    where times_missing.mis_start is not null
    group by
        times_missing.return_id,
        times_missing.row_number
    having
        not bool_or(
            coalesce(
                episodes.decom <= times_missing.mis_start
                and (
                    episodes.dec is null
                    or episodes.dec >= times_missing.mis_start
                ),
                false
            )
        )

)

{{ one_finding_a_row('failing', 'Missing') }}
