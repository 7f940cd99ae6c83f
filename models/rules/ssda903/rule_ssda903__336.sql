-- One row per adoptive placement with the carer that no foster placement comes before.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__episodes_in_order') }}
    where
        place in ('A3', 'A5')
        and previous_row is not null
        and (
            previous_place is null
            or previous_place not in (
                'A3', 'A4', 'A5', 'A6', 'U1', 'U2', 'U3', 'U4', 'U5', 'U6'
            )
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
