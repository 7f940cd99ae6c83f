-- One row per episode with a known provider number, and row of the list of providers
-- that has it; one without them where none has.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where urn <> 'XXXXXXX'

),

providers as (

    select * from {{ ref('returncheck', 'stg_ssda903__provider_info') }}

),

episode_providers as (

    select
        episodes.return_id,
        episodes.row_number,
        episodes.decom,
        episodes.ls,
        episodes.place,
        episodes.place_provider,
        episodes.dec,
        episodes.urn,
        replace(upper(episodes.pl_post), ' ', '') as placement_postcode,
        providers.row_number as provider_row,
        providers.place_codes,
        providers.provider_codes,
        providers.reg_end,
        replace(upper(providers.postcode), ' ', '') as provider_postcode,
        providers.la_code_inferred
    from episodes
    left join providers
        on
            episodes.return_id = providers.return_id
            and episodes.urn = providers.urn

)

select * from episode_providers
