-- One row per mother whose child's date of birth is not given.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where
        mother = '1'
        and mc_dob_text is null

)

{{ one_finding_a_row('failing', 'Header') }}
