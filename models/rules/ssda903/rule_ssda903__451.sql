-- One row per open episode under a freeing order.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        ls = 'D1'
        and dec_text is null
        and rec is null

)

{{ one_finding_a_row('failing', 'Episodes') }}
