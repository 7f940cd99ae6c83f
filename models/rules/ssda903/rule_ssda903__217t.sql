-- One row per episode in a P2 placement that lasted beyond 28 October 2023.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place = 'P2'
        and (dec is null or dec > make_date(2023, 10, 28))

)

{{ one_finding_a_row('failing', 'Episodes') }}
