-- One row per social worker episode more than a week from the end of the one before.
with

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}

),

episodes_in_order as (

    select
        return_id,
        row_number,
        sw_decom,
        sw_reason,
        lag(sw_dec) over (
            partition by return_id, child
            order by sw_decom asc nulls last, sw_dec asc nulls last, row_number asc
        ) as previous_sw_dec
    from episodes
    where child is not null

),

failing as (

    select
        return_id,
        row_number
    from episodes_in_order
    where
        coalesce(sw_reason, '') <> 'FCONTA'
        and (
            sw_decom < {{ add_days('previous_sw_dec', -7) }}
            or sw_decom > {{ add_days('previous_sw_dec', 7) }}
        )

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
