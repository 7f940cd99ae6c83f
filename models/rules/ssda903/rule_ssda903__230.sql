-- One row per episode in H5 after 28 October 2023 without a provider number.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        place = 'H5'
        and (dec is null or dec >= make_date(2023, 10, 29))
        and (urn is null or urn = 'XXXXXXX')
        and upper(substring(pl_la, 1, 1)) not in ('N', 'W', 'S')

)

{{ one_finding_a_row('failing', 'Episodes') }}
