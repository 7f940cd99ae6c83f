-- One row per missing period without a start that is a date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where mis_start is null

)

{{ one_finding_a_row('failing', 'Missing') }}
