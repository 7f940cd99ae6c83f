-- One row per girl not said to be a mother whose child's date of birth is given.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where
        sex = 'F'
        and mc_dob_text is not null
        and (
            mother is null
            or mother = '0'
        )

)

{{ one_finding_a_row('failing', 'Header') }}
