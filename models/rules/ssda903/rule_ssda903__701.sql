-- One row per order whose end is no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__dolo') }}
    where
        dolo_end_text is not null
        and dolo_end is null

)

{{ one_finding_a_row('failing', 'DoLo') }}
