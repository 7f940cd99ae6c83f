-- One row per episode whose DEC is no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        dec_text is not null
        and dec is null

)

{{ one_finding_a_row('failing', 'Episodes') }}
