-- One row per care leaver record of a child of 17 or 18 at the end of the year that
-- says anything, with the birthday reached last.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

leavers_at_a_birthday as (

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

)

select * from leavers_at_a_birthday
