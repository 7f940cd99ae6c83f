-- One row per child born after the collection year.
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
    where headers.dob > periods.collection_end

)

{{ one_finding_a_row('failing', 'Header') }}
