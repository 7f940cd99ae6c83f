-- One row per placement by parents that is no placement with parents.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place_provider = 'PR0'
        and (
            place is null
            or place <> 'P1'
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
