-- One row per child record whose MC_DOB is no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where
        mc_dob_text is not null
        and mc_dob is null

)

{{ one_finding_a_row('failing', 'Header') }}
