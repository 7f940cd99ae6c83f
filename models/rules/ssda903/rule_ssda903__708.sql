-- One row per deprivation of liberty order that starts by the day of birth.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__dolo') }}
    where dolo_start <= dob

)

{{ one_finding_a_row('failing', 'DoLo') }}
