-- One row per care leaver whose IN_TOUCH is missing or no code of the list.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc3') }}
    where
        in_touch is null
        or in_touch not in (
            'YES', 'NO', 'DIED', 'REFU', 'NREQ', 'RHOM'
        )

)

{{ one_finding_a_row('failing', 'OC3') }}
