-- One row per care leaver record of a child in care on the birthday of the year.
with

told_leavers as (

    select * from {{ ref('returncheck', 'int_ssda903__leavers_at_a_birthday') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

failing as (

    select distinct
        told_leavers.return_id,
        told_leavers.row_number
    from told_leavers
    inner join episodes
        on
            told_leavers.return_id = episodes.return_id
            and told_leavers.child = episodes.child
            and told_leavers.latest_birthday >= episodes.decom
    where
        episodes.dec is null
        or told_leavers.latest_birthday < episodes.dec

)

{{ one_finding_a_row('failing', 'OC3') }}
