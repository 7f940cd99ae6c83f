-- One row per social worker episode without an id, a start or a reason.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}
    where
        sw_id is null
        or sw_decom_text is null
        or sw_reason is null

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
