-- One row per open social worker episode that is not the last of its child.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__sw_episodes_in_order') }}
    where
        sw_dec is null
        and next_row is not null

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
