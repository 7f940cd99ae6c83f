-- One row per order that ends no later than it starts.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__dolo') }}
    where dolo_end <= dolo_start

)

{{ one_finding_a_row('failing', 'DoLo') }}
