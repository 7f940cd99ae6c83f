-- One row per record of an adopted child whose DATE_MATCH is no date.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where
        date_match_text is not null
        and date_match is null

)

{{ one_finding_a_row('failing', 'AD1') }}
