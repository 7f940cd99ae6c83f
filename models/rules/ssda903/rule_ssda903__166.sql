-- One row per review whose date is missing or no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__reviews') }}
    where review is null

)

{{ one_finding_a_row('failing', 'Reviews') }}
