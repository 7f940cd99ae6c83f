-- One row per asylum-seeker record whose child is of another sex by the Header.
with

records as (

    select * from {{ ref('returncheck', 'stg_ssda903__uasc') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

failing as (

    select distinct
        records.return_id,
        records.row_number
    from records
    inner join headers
        on
            records.return_id = headers.return_id
            and records.child = headers.child
    where records.sex <> headers.sex

)

{{ one_finding_a_row('failing', 'UASC') }}
