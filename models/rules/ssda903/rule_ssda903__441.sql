-- One row per review coded as of a child of 4 or over who was younger.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__reviews') }}
    where
        review_code in ('PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6', 'PN7')
        and review < {{ birthday('dob', 4) }}

)

{{ one_finding_a_row('failing', 'Reviews') }}
