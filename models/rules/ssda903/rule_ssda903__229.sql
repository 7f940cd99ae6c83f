-- One row per episode whose kind of provider does not fit where the provider is.
with

episode_providers as (

    select * from {{ ref('returncheck', 'int_ssda903__episode_providers') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select distinct
        episode_providers.return_id,
        episode_providers.row_number
    from episode_providers
    inner join periods
        on episode_providers.return_id = periods.return_id
    where
        (
            episode_providers.place_provider = 'PR1'
            and coalesce(episode_providers.la_code_inferred <> periods.gss_code, true)
        )
        or (
            episode_providers.place_provider = 'PR2'
            and episode_providers.la_code_inferred = periods.gss_code
        )

)

{{ one_finding_a_row('failing', 'Episodes') }}
