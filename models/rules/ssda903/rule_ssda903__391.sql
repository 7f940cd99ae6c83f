-- One row per care leaver's record of someone not yet 17 when the year ended.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        care_leavers.return_id,
        care_leavers.row_number
    from care_leavers
    inner join periods
        on care_leavers.return_id = periods.return_id
    where
        {{ birthday('care_leavers.dob', 17) }} > periods.collection_end
        and coalesce(
            care_leavers.in_touch, care_leavers.activ, care_leavers.accom
        ) is not null

)

{{ one_finding_a_row('failing', 'OC3') }}
