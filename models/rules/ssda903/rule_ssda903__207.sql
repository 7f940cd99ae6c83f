-- One row per child who was a mother last year and is not marked as one now.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

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
    inner join episodes
        on
            headers.return_id = episodes.return_id
            and headers.child = episodes.child
    where
        last_headers.mother = '1'
        and coalesce(headers.mother, '') <> '1'

)

{{ one_finding_a_row('failing', 'Header') }}
