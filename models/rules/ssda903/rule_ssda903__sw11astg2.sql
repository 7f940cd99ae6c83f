-- One row per social worker episode that does not promptly follow the one before.
with

episodes as (

    select * from {{ ref('returncheck', 'int_ssda903__sw_episodes_in_order') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        episodes.return_id,
        episodes.row_number
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id
    where
        episodes.previous_sw_dec <= {{ add_days('periods.collection_end', -5) }}
        and (
            episodes.sw_decom is null
            or episodes.sw_decom < {{ add_days('episodes.previous_sw_dec', -5) }}
            or episodes.sw_decom > {{ add_days('episodes.previous_sw_dec', 5) }}
        )

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
