-- One row per episode of a child that the Header does not have.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    left join headers
        on
            episodes.return_id = headers.return_id
            and episodes.child = headers.child
    where headers.return_id is null

)

{{ one_finding_a_row('failing', 'Episodes') }}
