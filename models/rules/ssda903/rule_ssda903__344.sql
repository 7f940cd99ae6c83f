-- One row per care leaver who died or went home, with an activity or accommodation.
with

failing as (

    select
        return_id,
        row_number
    from {{ ref('returncheck', 'stg_ssda903__oc3') }}
    where
        in_touch in ('DIED', 'RHOM')
        and (coalesce(activ, '') <> '0' or coalesce(accom, '') <> '0')

)

{{ one_finding_a_row('failing', 'OC3') }}
