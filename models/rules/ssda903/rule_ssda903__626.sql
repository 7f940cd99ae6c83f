-- One row per new mother whose first child was born before the year.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

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
    inner join periods
        on headers.return_id = periods.return_id
    where
        {{ to_number('headers.mother') }} = 1
        and {{ to_number('headers_before.mother') }} = 0
        and headers.mc_dob < periods.collection_start

)

{{ one_finding_a_row('failing', 'Header') }}
