-- One row per child record whose sex is not M, F or U.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where
        sex is null
        or sex not in ('M', 'F', 'U')

)

{{ one_finding_a_row('failing', 'Header') }}
