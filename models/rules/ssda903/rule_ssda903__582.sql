-- One row per adoption on the day on which the child was matched.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

adoptions as (

    select * from {{ ref('returncheck', 'stg_ssda903__ad1') }}

),

failing as (

    select distinct
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join adoptions
        on
            episodes.return_id = adoptions.return_id
            and episodes.child = adoptions.child
            and episodes.dec = adoptions.date_match
    where episodes.rec in ('E11', 'E12')

)

{{ one_finding_a_row('failing', 'Episodes') }}
