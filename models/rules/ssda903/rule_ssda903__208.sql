-- One row per child whose pupil number changed in a way that is not allowed.
with

headers as (

    select
        return_id,
        row_number,
        child,
        upper(upn) as upn,
        coalesce(upper(upn) in ('UN1', 'UN2', 'UN3', 'UN4', 'UN5'), true) as is_unknown
    from {{ ref('returncheck', 'stg_ssda903__header') }}

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
    where
        headers.upn is distinct from last_headers.upn
        and not coalesce(
            coalesce(last_headers.upn, 'UN1') = 'UN1'
            and headers.upn in ('UN2', 'UN3', 'UN4', 'UN5'),
            false
        )
        and not (last_headers.is_unknown and not headers.is_unknown)

)

{{ one_finding_a_row('failing', 'Header') }}
