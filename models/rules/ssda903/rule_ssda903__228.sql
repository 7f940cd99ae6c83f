-- One row per episode that lasts longer than its provider.
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
        coalesce(episode_providers.dec, periods.collection_end)
        > episode_providers.reg_end

)

{{ one_finding_a_row('failing', 'Episodes') }}
