-- One row per social worker episode since April 2023 that is not complete.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}
    where
        sw_decom is null
        or (
            sw_decom >= make_date(2023, 4, 1)
            and (
                sw_id is null
                or sw_reason is null
            )
        )

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
