-- One row per episode carried on into this year with another distance.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__across_year_end') }}
    where
        last_dec is null
        and coalesce(
            abs(pl_distance - last_pl_distance) >= 0.2,
            pl_distance is distinct from last_pl_distance
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
