-- One row per episode carried on into this year with another placement code.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__across_year_end') }}
    where
        last_dec is null
        and place is distinct from last_place
        and not (coalesce(last_place, '') = 'H5' and coalesce(place, '') = 'K3')

)

{{ one_finding_a_row('failing', 'Episodes') }}
