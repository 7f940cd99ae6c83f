-- One row per pair of adopters with status L4 who are not of one sex.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where
        ls_adoptr = 'L4'
        and coalesce(sex_adoptr, '') not in ('MM', 'FF')

)

{{ one_finding_a_row('failing', 'AD1') }}
