-- One row per single adopter without the code of one.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where
        ls_adoptr = 'L0'
        and coalesce(sex_adoptr, '') not in ('M1', 'F1')

)

{{ one_finding_a_row('failing', 'AD1') }}
