-- One row per time missing or away that ends before it starts.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where mis_end < mis_start

)

{{ one_finding_a_row('failing', 'Missing') }}
