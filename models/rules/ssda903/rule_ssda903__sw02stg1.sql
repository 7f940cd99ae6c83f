-- One row per social worker episode whose id begins with neither SW nor XX.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}
    where coalesce(substring(sw_id, 1, 2), '') not in ('SW', 'XX')

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
