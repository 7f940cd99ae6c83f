-- One row per record of an adopted child whose FOSTER_CARE is no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where foster_care not in ('0', '1')

)

{{ one_finding_a_row('failing', 'AD1') }}
