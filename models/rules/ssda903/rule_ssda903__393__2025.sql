-- One row per girl in care of whom nothing is said about motherhood.
with

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

children_in_care as (

    select distinct
        return_id,
        child
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where coalesce(upper(ls), '') not in ('V3', 'V4')

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
    where
        headers.sex = 'F'
        and headers.mother is null

)

{{ one_finding_a_row('failing', 'Header') }}
