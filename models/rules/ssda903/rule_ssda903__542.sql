-- One row per answer on convictions of a child under ten.
with

outcomes as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc2') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        outcomes.return_id,
        outcomes.row_number
    from outcomes
    inner join periods
        on outcomes.return_id = periods.return_id
    where
        outcomes.convicted is not null
        and {{ birthday('outcomes.dob', 10) }} > periods.collection_end

)

{{ one_finding_a_row('failing', 'OC2') }}
