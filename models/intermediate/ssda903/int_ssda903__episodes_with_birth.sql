-- One row per episode and Header row of its child that has a date of birth.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

episodes_with_birth as (

    select
        episodes.return_id,
        episodes.row_number,
        headers.row_number as header_row,
        headers.dob,
        episodes.decom,
        episodes.rne,
        episodes.ls,
        episodes.place,
        episodes.dec,
        episodes.dec_text,
        episodes.reason_place_change
    from episodes
    inner join headers
        on
            episodes.return_id = headers.return_id
            and episodes.child = headers.child
    where headers.dob is not null

)

select * from episodes_with_birth
