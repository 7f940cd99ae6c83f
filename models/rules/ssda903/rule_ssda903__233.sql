-- One row per open episode with a reason for a change of placement.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        dec_text is null
        and reason_place_change is not null

)

{{ one_finding_a_row('failing', 'Episodes') }}
