-- One row per care leaver under 18 who lives in a foyer.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        care_leavers.return_id,
        care_leavers.row_number
    from care_leavers
    inner join periods
        on care_leavers.return_id = periods.return_id
    where
        care_leavers.accom = 'T'
        and care_leavers.dob > make_date(periods.return_year - 19, 4, 1)

)

{{ one_finding_a_row('failing', 'OC3') }}
