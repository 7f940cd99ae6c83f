-- One row per episode that ends by death or at 18 and is followed by another.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}
    where
        rec in ('E2', 'E15')
        and next_decom is not null

)

{{ one_finding_a_row('failing', 'Episodes') }}
