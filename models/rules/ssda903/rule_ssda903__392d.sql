-- One row per episode away from the parents at the postcode of the home.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        coalesce(place, '') <> 'P1'
        and upper(replace(home_post, ' ', '')) = upper(replace(pl_post, ' ', ''))

)

{{ one_finding_a_row('failing', 'Episodes') }}
