-- One row per open social worker episode that a later one of the child follows.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__sw_episodes_in_order') }}
    where
        sw_decom is not null
        and sw_dec is null
        and next_sw_decom is not null

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
