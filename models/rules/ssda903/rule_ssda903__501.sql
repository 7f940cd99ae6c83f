-- One row per episode that begins before the end of the one before.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}
    where decom < previous_dec

)

{{ one_finding_a_row('failing', 'Episodes') }}
