-- One row per care leaver without an episode whose motherhood status is given.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

failing as (

    select distinct
        headers.return_id,
        headers.row_number
    from headers
    inner join care_leavers
        on
            headers.return_id = care_leavers.return_id
            and headers.child = care_leavers.child
    left join episodes
        on
            headers.return_id = episodes.return_id
            and headers.child = episodes.child
    where
        headers.mother is not null
        and episodes.return_id is null
        and coalesce(
            care_leavers.in_touch, care_leavers.activ, care_leavers.accom
        ) is not null

)

{{ one_finding_a_row('failing', 'Header') }}
