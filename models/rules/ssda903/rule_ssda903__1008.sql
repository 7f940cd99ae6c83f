-- One row per episode whose URN is in no list of providers.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

providers as (

    select * from {{ ref('returncheck', 'stg_ssda903__provider_info') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    left join providers
        on
            episodes.return_id = providers.return_id
            and episodes.urn = providers.urn
    where
        episodes.urn is not null
        and episodes.urn <> 'XXXXXXX'
        and providers.return_id is null

)

{{ one_finding_a_row('failing', 'Episodes') }}
