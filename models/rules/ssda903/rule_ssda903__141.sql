-- One row per episode whose start is no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        decom_text is not null
        and decom is null

)

{{ one_finding_a_row('failing', 'Episodes') }}
