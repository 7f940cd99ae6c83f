-- One row per episode carried on into this year in another authority.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'int_ssda903__across_year_end') }}
    where
        last_dec_text is null
        and rne = last_rne
        and pl_la is distinct from last_pl_la

)

{{ one_finding_a_row('failing', 'Episodes') }}
