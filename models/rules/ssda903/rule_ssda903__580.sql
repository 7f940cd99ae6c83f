-- One row per episode that ended on the eighteenth birthday of a missing child, for
-- another reason.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

times_missing as (

    select * from {{ ref('returncheck', 'stg_ssda903__missing') }}

),

failing as (

    select distinct
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join times_missing
        on
            episodes.return_id = times_missing.return_id
            and episodes.child = times_missing.child
            and episodes.dec = times_missing.mis_end
    where
        episodes.dec = {{ birthday('times_missing.dob', 18) }}
        and (
            episodes.rec is null
            or episodes.rec <> 'E8'
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
