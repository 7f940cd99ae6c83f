-- One row per missing period whose kind is not a known code.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where missing not in ('M', 'A')

)

{{ one_finding_a_row('failing', 'Missing') }}
