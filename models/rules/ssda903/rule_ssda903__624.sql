-- One row per mother whose first child's date of birth is not that of last year.
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
    inner join headers as headers_before
        on
            previous_returns.previous_return_id = headers_before.return_id
            and headers.child = headers_before.child
    where
        headers_before.mc_dob is not null
        and (
            headers.mc_dob is null
            or headers.mc_dob <> headers_before.mc_dob
        )

)

{{ one_finding_a_row('failing', 'Header') }}
