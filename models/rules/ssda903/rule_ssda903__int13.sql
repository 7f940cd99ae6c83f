-- One row per missing period whose child is born on another day by the Header.
with

records as (

    select * from {{ ref('returncheck', 'stg_ssda903__missing') }}

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
    where records.dob <> headers.dob

)

{{ one_finding_a_row('failing', 'Missing') }}
