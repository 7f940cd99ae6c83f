-- One row per short break that is no start of care.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        ls = 'V3'
        and (rne is null or rne <> 'S')

)

{{ one_finding_a_row('failing', 'Episodes') }}
