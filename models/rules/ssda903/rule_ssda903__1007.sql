-- One row per care leaver record of a child in care on the birthday of the year.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

told_leavers as (

    select
        care_leavers.return_id,
        care_leavers.row_number,
        care_leavers.child,
        case
            when
                {{ birthday('care_leavers.dob', 18) }} <= periods.collection_end
                then {{ birthday('care_leavers.dob', 18) }}
            else {{ birthday('care_leavers.dob', 17) }}
        end as latest_birthday
    from care_leavers
    inner join periods
        on care_leavers.return_id = periods.return_id
    where
        coalesce(
            care_leavers.in_touch, care_leavers.activ, care_leavers.accom
        ) is not null
        and {{ birthday('care_leavers.dob', 17) }} <= periods.collection_end
        and {{ birthday('care_leavers.dob', 19) }} > periods.collection_end

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
