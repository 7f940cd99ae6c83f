-- One row per placement for adoption that ceased before it was made.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__placed_adoption') }}
    where date_placed_ceased < date_placed

)

{{ one_finding_a_row('failing', 'PlacedAdoption') }}
