-- One row per placement decision of an earlier year in which none was returned.
with

decisions as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

children_decided_before as (

    select distinct
        previous_returns.return_id,
        decisions.child
    from decisions
    inner join previous_returns
        on decisions.return_id = previous_returns.previous_return_id
    where decisions.date_placed is not null

),

failing as (

    select
        decisions.return_id,
        decisions.row_number
    from decisions
    inner join periods
        on decisions.return_id = periods.return_id
    left join children_decided_before
        on
            decisions.return_id = children_decided_before.return_id
            and decisions.child = children_decided_before.child
    where
        decisions.date_placed < periods.collection_start
        and children_decided_before.child is null

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
