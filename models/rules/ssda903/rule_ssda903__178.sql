-- One row per episode with a provider that is no code or has no place there.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place_provider not in ('PR0', 'PR1', 'PR2', 'PR3', 'PR4', 'PR5')
        or (
            place_provider is not null
            and place in ('T0', 'T1', 'T2', 'T3', 'T4', 'Z1')
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
