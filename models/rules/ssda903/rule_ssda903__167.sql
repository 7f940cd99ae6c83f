-- One row per review whose participation code is missing, no code or out of place.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__reviews') }}
    where
        (
            review_text is not null
            and (
                review_code is null
                or review_code not in (
                    'PN0', 'PN1', 'PN2', 'PN3', 'PN4', 'PN5', 'PN6', 'PN7'
                )
            )
        )
        or (review_text is null and review_code is not null)

)

{{ one_finding_a_row('failing', 'Reviews') }}
