-- One row per mother who is not older than her child.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where mc_dob <= dob

)

{{ one_finding_a_row('failing', 'Header') }}
