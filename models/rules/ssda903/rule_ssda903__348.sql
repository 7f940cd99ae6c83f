-- One row per care leaver who had died last year and is not dead now.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

failing as (

    select distinct
        care_leavers.return_id,
        care_leavers.row_number
    from care_leavers
    inner join previous_returns
        on care_leavers.return_id = previous_returns.return_id
    inner join care_leavers as last_care_leavers
        on
            previous_returns.previous_return_id = last_care_leavers.return_id
            and care_leavers.child = last_care_leavers.child
    where
        last_care_leavers.in_touch = 'DIED'
        and coalesce(care_leavers.in_touch, '') <> 'DIED'

)

{{ one_finding_a_row('failing', 'OC3') }}
