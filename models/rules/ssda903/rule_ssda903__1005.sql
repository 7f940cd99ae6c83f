-- One row per missing period whose end is no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where
        mis_end_text is not null
        and mis_end is null

)

{{ one_finding_a_row('failing', 'Missing') }}
