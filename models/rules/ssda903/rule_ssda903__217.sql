-- One row per adoptive placement with the foster carer whose reason does not fit.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place in ('A3', 'A5')
        and decom >= make_date(2015, 4, 1)
        and (rne is null or rne not in ('S', 'T', 'U'))

)

{{ one_finding_a_row('failing', 'Episodes') }}
