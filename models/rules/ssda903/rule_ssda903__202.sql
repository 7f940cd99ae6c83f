-- One row per child record with another sex than in the return of last year.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

failing as (

    select distinct
        headers.return_id,
        headers.row_number
    from headers
    inner join previous_returns
        on headers.return_id = previous_returns.return_id
    inner join headers as last_headers
        on
            previous_returns.previous_return_id = last_headers.return_id
            and headers.child = last_headers.child
    where headers.sex is distinct from last_headers.sex

)

{{ one_finding_a_row('failing', 'Header') }}
