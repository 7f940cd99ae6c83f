-- One row per time missing that starts no later than the birth.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__missing') }}
    where mis_start <= dob

)

{{ one_finding_a_row('failing', 'Missing') }}
