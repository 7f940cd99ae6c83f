-- One row per placement that another authority cannot provide.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place_provider = 'PR2'
        and place in ('P1', 'R2', 'R5')

)

{{ one_finding_a_row('failing', 'Episodes') }}
