-- One row per episode in a temporary or other placement with a provider.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place in (
            'T0', 'T1', 'T2', 'T3', 'T4', 'Z11', 'Z12', 'Z13', 'Z14'
        )
        and place_provider is not null

)

{{ one_finding_a_row('failing', 'Episodes') }}
