-- One row per mother who was under eleven when the year began.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        headers.return_id,
        headers.row_number
    from headers
    inner join periods
        on headers.return_id = periods.return_id
    where
        headers.mother = '1'
        and {{ birthday('headers.dob', 11) }} > periods.collection_start

)

{{ one_finding_a_row('failing', 'Header') }}
