-- One row per episode whose RNE is no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where rne not in ('S', 'P', 'L', 'T', 'U', 'B')

)

{{ one_finding_a_row('failing', 'Episodes') }}
