-- One row per care leaver in touch whose activity or accommodation is 0.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc3') }}
    where
        in_touch = 'YES'
        and (activ = '0' or accom = '0')

)

{{ one_finding_a_row('failing', 'OC3') }}
