-- One row per episode that another of the child follows and that has no end.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}
    where
        decom is not null
        and next_decom is not null
        and (dec is null or rec is null)

)

{{ one_finding_a_row('failing', 'Episodes') }}
