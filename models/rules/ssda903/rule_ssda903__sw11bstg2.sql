-- One row per social worker episode that ended in the last days and has no next one.
with

episodes as (

    select * from {{ ref('returncheck', 'int_ssda903__sw_episodes_in_order') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

judged_episodes as (

    select
        episodes.*,
        episodes.sw_dec between {{ add_days('periods.collection_end', -5) }}
        and periods.collection_end as ends_at_last,
        episodes.previous_sw_dec between {{ add_days('periods.collection_end', -5) }}
        and periods.collection_end as follows_one_at_last
    from episodes
    inner join periods
        on episodes.return_id = periods.return_id

),

failing as (

    select
        return_id,
        row_number
    from judged_episodes
    where
        (sw_decom is null and follows_one_at_last)
        or (episodes_of_child = 1 and ends_at_last)
        or (
            sw_decom is not null
            and next_sw_decom is null
            and ends_at_last
            and previous_sw_decom < sw_dec
        )

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
