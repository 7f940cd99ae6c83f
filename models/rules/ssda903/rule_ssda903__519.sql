-- One row per pair of adopters in civil partnership without the code of a pair.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where
        ls_adoptr = 'L2'
        and coalesce(sex_adoptr, '') not in ('MM', 'FF', 'MF')

)

{{ one_finding_a_row('failing', 'AD1') }}
