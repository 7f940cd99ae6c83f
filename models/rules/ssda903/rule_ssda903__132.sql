-- One row per care leaver whose ACTIV is missing or no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc3') }}
    where
        activ is null
        or activ not in (
            'F1', 'P1', 'F2', 'P2', 'F4', 'P4', 'F5', 'P5', 'G4', 'G5', 'G6', '0'
        )

)

{{ one_finding_a_row('failing', 'OC3') }}
