-- One row per record of an adopted child whose LS_ADOPTR is no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where ls_adoptr not in ('L0', 'L11', 'L12', 'L2', 'L3', 'L4')

)

{{ one_finding_a_row('failing', 'AD1') }}
