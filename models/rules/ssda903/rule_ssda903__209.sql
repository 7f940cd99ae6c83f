-- One row per child of school age whose pupil number is UN1.
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
        headers.upn = 'UN1'
        and {{ birthday('headers.dob', 4) }}
        <= make_date(periods.return_year - 2, 8, 31)

)

{{ one_finding_a_row('failing', 'Header') }}
