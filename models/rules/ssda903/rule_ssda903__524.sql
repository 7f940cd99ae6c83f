-- One row per adoption by civil partners who are not said to be of one sex.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__ad1') }}
    where
        ls_adoptr = 'L12'
        and (
            sex_adoptr is null
            or sex_adoptr not in ('MM', 'FF')
        )

)

{{ one_finding_a_row('failing', 'AD1') }}
