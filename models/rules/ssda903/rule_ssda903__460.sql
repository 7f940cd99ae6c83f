-- One row per stay with former carers that begins before the age of 18.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

failing as (

    select distinct
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join headers
        on
            episodes.return_id = headers.return_id
            and episodes.child = headers.child
    where
        episodes.rec = 'E17'
        and episodes.dec < {{ birthday('headers.dob', 18) }}

)

{{ one_finding_a_row('failing', 'Episodes') }}
