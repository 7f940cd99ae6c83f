-- One row per review coded as of a child under 4 who had turned 4.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__reviews') }}
    where
        review_code = 'PN0'
        and review >= {{ birthday('dob', 4) }}

)

{{ one_finding_a_row('failing', 'Reviews') }}
