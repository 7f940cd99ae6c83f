-- One row per decision for adoption whose DATE_PLACED is no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    where
        date_placed_text is not null
        and date_placed is null

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
