-- One row per episode begun before 14 October 1991.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__episodes') }}
    where decom < make_date(1991, 10, 14)

)

{{ one_finding_a_row('failing', 'Episodes') }}
