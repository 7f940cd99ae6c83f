-- One row per Header row without a UPN, of a child with more than respite care.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

children_in_care as (

    select distinct
        return_id,
        child
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where coalesce(ls, '') not in ('V3', 'V4')

),

failing as (

    select
        headers.return_id,
        headers.row_number
    from headers
    inner join children_in_care
        on
            headers.return_id = children_in_care.return_id
            and headers.child = children_in_care.child
    where headers.upn is null

)

{{ one_finding_a_row('failing', 'Header') }}
