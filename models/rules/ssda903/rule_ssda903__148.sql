-- One row per episode ended with a date but no reason, or the other way round.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where (dec_text is null) <> (rec is null)

)

{{ one_finding_a_row('failing', 'Episodes') }}
