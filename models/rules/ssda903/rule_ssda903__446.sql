-- One row per placement order of an episode that began before they existed.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where
        ls = 'E1'
        and decom < date '2005-12-01'

)

{{ one_finding_a_row('failing', 'Episodes') }}
