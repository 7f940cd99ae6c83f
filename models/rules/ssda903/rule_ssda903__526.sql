-- One row per placement that needs a provider and names none.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place_provider is null
        and (
            place is null
            or place not in ('T0', 'T1', 'T2', 'T3', 'T4', 'Z1')
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
