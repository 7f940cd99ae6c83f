-- One row per start of care on or before the end of the episode before.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}
    where
        rne = 'S'
        and decom <= previous_dec

)

{{ one_finding_a_row('failing', 'Episodes') }}
