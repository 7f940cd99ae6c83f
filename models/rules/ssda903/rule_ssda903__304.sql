-- One row per record of an asylum seeker whose status ended after the age of 18.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__uasc') }}
    where duc > {{ birthday('dob', 18) }}

)

{{ one_finding_a_row('failing', 'UASC') }}
