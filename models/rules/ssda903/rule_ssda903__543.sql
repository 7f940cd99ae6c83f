-- One row per record of a child of ten or over, looked after all year, without an
-- answer on convictions.
with

outcomes as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc2') }}

),

continuously_looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__continuously_looked_after') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

failing as (

    select
        outcomes.return_id,
        outcomes.row_number
    from outcomes
    inner join continuously_looked_after
        on
            outcomes.return_id = continuously_looked_after.return_id
            and outcomes.child = continuously_looked_after.child
    inner join periods
        on outcomes.return_id = periods.return_id
    where
        outcomes.convicted is null
        and {{ birthday('outcomes.dob', 10) }} <= periods.collection_end

)

{{ one_finding_a_row('failing', 'OC2') }}
