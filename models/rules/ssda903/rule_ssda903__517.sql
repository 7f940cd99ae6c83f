-- One row per pair of adopters with status L3 who are no man and woman.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where
        ls_adoptr = 'L3'
        and coalesce(sex_adoptr, '') <> 'MF'

)

{{ one_finding_a_row('failing', 'AD1') }}
