-- One row per episode in a postcode that is not that of its provider.
with

episode_providers as (

    select * from {{ ref('returncheck', 'int_ssda903__episode_providers') }}

),

failing as (

    select
        return_id,
        row_number
    from episode_providers
    where
        placement_postcode is not null
        and (ls is null or ls not in ('V3', 'V4'))
        and place in ('K1', 'K2', 'K3', 'R3', 'S1')
    group by
        return_id,
        row_number
    having not bool_or(coalesce(placement_postcode = provider_postcode, false))

)

{{ one_finding_a_row('failing', 'Episodes') }}
