-- One row per episode carried on into this year with another provider code.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__across_year_end') }}
    where
        last_dec is null
        and place_provider is distinct from last_place_provider

)

{{ one_finding_a_row('failing', 'Episodes') }}
