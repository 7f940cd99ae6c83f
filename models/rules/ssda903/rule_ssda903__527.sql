-- One row per placement that the child's own authority cannot provide.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place_provider = 'PR1'
        and place in ('P1', 'R2', 'R5')

)

{{ one_finding_a_row('failing', 'Episodes') }}
