-- One row per placement decision that is no later than one that ended last year.
with

decisions as (

    select * from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

failing as (

    select distinct
        decisions.return_id,
        decisions.row_number
    from decisions
    inner join previous_returns
        on decisions.return_id = previous_returns.return_id
    inner join decisions as decisions_before
        on
            previous_returns.previous_return_id = decisions_before.return_id
            and decisions.child = decisions_before.child
    where
        decisions_before.date_placed is not null
        and (
            decisions_before.date_placed_ceased_text is not null
            or decisions_before.reason_placed_ceased is not null
        )
        and (
            decisions.date_placed is null
            or decisions.date_placed <= decisions_before.date_placed
        )

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
