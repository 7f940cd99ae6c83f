-- One row per record of a male child with a date in MC_DOB.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where
        sex = '1'
        and mc_dob_text is not null

)

{{ one_finding_a_row('failing', 'Header') }}
