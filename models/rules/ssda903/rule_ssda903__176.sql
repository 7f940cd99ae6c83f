-- One row per record of an adopted child whose SEX_ADOPTR is no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where sex_adoptr not in ('M1', 'F1', 'MM', 'FF', 'MF')

)

{{ one_finding_a_row('failing', 'AD1') }}
