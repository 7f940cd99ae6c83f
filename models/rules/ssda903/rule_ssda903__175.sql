-- One row per record of an adopted child whose NB_ADOPTR is no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where nb_adoptr not in ('1', '2')

)

{{ one_finding_a_row('failing', 'AD1') }}
