-- One row per end of care by former foster carers out of another placement.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        rec in ('E45', 'E46')
        and coalesce(place, '') not in ('U1', 'U2', 'U3', 'U4', 'U5', 'U6')

)

{{ one_finding_a_row('failing', 'Episodes') }}
