-- One row per time missing that starts outside every period of care of its child.
with

times_missing as (

    select * from {{ ref('returncheck', 'stg_ssda903__missing') }}

),

periods_of_care as (

    select * from {{ ref('returncheck', 'int_ssda903__periods_by_date') }}

),

failing as (

    select
        times_missing.return_id,
        times_missing.row_number
    from times_missing
    inner join periods_of_care
        on
            times_missing.return_id = periods_of_care.return_id
            and times_missing.child = periods_of_care.child
    where times_missing.mis_start is not null
    group by
        times_missing.return_id,
        times_missing.row_number
    having
        bool_and(
            times_missing.mis_start < periods_of_care.first_day
            or coalesce(times_missing.mis_start > periods_of_care.last_day, false)
        )

)

{{ one_finding_a_row('failing', 'Missing') }}
