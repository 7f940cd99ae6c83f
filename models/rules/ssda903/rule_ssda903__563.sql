-- One row per ended placement decision without its own date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    where
        date_placed_text is null
        and reason_placed_ceased is not null
        and date_placed_ceased_text is not null

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
