-- One row per social worker episode that ends on the day it starts.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__sw_episodes') }}
    where sw_decom = sw_dec

)

{{ one_finding_a_row('failing', 'SWEpisodes') }}
