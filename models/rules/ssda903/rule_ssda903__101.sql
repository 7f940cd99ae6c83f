-- One row per child record whose sex is not 1 or 2.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where
        sex is null
        or sex not in ('1', '2')

)

{{ one_finding_a_row('failing', 'Header') }}
