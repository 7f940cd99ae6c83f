-- One row per decision for adoption whose REASON_PLACED_CEASED is no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    where reason_placed_ceased not in ('RD1', 'RD2', 'RD3', 'RD4')

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
