-- One row per child record whose date of birth is missing or no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where dob is null

)

{{ one_finding_a_row('failing', 'Header') }}
