-- One row per care leaver record of a child that the Header does not have.
with

records as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

failing as (

    select
        records.return_id,
        records.row_number
    from records
    left join headers
        on
            records.return_id = headers.return_id
            and records.child = headers.child
    where headers.return_id is null

)

{{ one_finding_a_row('failing', 'OC3') }}
