-- One row per child record whose pupil number has the wrong form.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__header') }}
    where not {{ matches('upn', '[A-HJ-NP-RT-Z][0-9]{11}[0-9A-Z]|UN[1-5]') }}

)

{{ one_finding_a_row('failing', 'Header') }}
