-- One row per child whose sex is given as not known.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where upper(sex) = 'U'

)

{{ one_finding_a_row('failing', 'Header') }}
