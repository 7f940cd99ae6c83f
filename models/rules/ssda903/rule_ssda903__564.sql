-- One row per time missing or away without a start.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where
        upper(missing) in ('M', 'A')
        and mis_start_text is null

)

{{ one_finding_a_row('failing', 'Missing') }}
