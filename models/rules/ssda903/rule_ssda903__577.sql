-- One row per time missing that is unfinished, or ends, outside every period of care
-- of its child.
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
            coalesce(
                (
                    times_missing.mis_end is null
                    and (
                        periods_of_care.last_day is not null
                        or times_missing.mis_start < periods_of_care.first_day
                    )
                )
                or times_missing.mis_end > periods_of_care.last_day
                or times_missing.mis_end < periods_of_care.first_day,
                false
            )
        )

)

{{ one_finding_a_row('failing', 'Missing') }}
