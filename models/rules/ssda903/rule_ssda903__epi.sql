-- One row per child record without an episode or a care leaver record.
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

    select
        headers.return_id,
        headers.row_number
    from headers
    left join episodes
        on
            headers.return_id = episodes.return_id
            and headers.child = episodes.child
    left join care_leavers
        on
            headers.return_id = care_leavers.return_id
            and headers.child = care_leavers.child
    where
        episodes.return_id is null
        and care_leavers.return_id is null

)

{{ one_finding_a_row('failing', 'Header') }}
