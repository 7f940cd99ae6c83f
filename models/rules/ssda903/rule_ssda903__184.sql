-- One row per decision for adoption dated before the birth of the child.
with

decisions as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

failing as (

    select distinct
        decisions.return_id,
        decisions.row_number
    from decisions
    inner join headers
        on
            decisions.return_id = headers.return_id
            and decisions.child = headers.child
    where decisions.date_placed < headers.dob

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
