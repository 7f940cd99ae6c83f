-- One row per decision reversed with a date but no reason, or the other way round.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    where (date_placed_ceased_text is null) <> (reason_placed_ceased is null)

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
