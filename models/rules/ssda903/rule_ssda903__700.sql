-- One row per order whose start is missing or no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__dolo') }}
    where dolo_start is null

)

{{ one_finding_a_row('failing', 'DoLo') }}
