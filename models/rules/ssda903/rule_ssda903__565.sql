-- One row per time missing or away of no stated kind that has a start.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where
        mis_start_text is not null
        and missing is null

)

{{ one_finding_a_row('failing', 'Missing') }}
