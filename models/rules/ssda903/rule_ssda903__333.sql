-- One row per record of an adopted child without a decision before the match.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where
        date_match is not null
        and (date_int is null or date_int > date_match)

)

{{ one_finding_a_row('failing', 'AD1') }}
