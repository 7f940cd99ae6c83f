-- One row per care leaver who turns 17 in the year and stays with former carers.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

headers as (

    select * from {{ ref('returncheck', 'stg_ssda903__header') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select distinct
        care_leavers.return_id,
        care_leavers.row_number
    from care_leavers
    inner join headers
        on
            care_leavers.return_id = headers.return_id
            and care_leavers.child = headers.child
    inner join periods
        on care_leavers.return_id = periods.return_id
    where
        upper(care_leavers.accom) in ('Z1', 'Z2')
        and {{ birthday('headers.dob', 17) }}
        between periods.collection_start and periods.collection_end

)

{{ one_finding_a_row('failing', 'OC3') }}
