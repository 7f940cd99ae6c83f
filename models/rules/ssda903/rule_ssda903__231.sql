-- One row per unaccompanied asylum seeker younger than 11.
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
        headers.uasc = '1'
        and headers.dob > make_date(periods.return_year - 11, 3, 31)

)

{{ one_finding_a_row('failing', 'Header') }}
