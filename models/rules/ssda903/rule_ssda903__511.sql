-- One row per pair of adopters with the code of a single one.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where
        nb_adoptr = '2'
        and sex_adoptr in ('M1', 'F1')

)

{{ one_finding_a_row('failing', 'AD1') }}
