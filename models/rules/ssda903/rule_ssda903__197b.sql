-- One row per record without SDQ details of a child who turns 4 or 17 in the year.
with

outcomes as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc2') }}

),

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

continuously_looked_after as (

    select * from {{ ref('returncheck', 'int_ssda903__continuously_looked_after') }}

),

failing as (

    select
        outcomes.return_id,
        outcomes.row_number
    from outcomes
    inner join periods
        on outcomes.return_id = periods.return_id
    inner join continuously_looked_after
        on
            outcomes.return_id = continuously_looked_after.return_id
            and outcomes.child = continuously_looked_after.child
    where
        outcomes.sdq_score is null
        and outcomes.sdq_reason is null
        and (
            {{ birthday('outcomes.dob', 4) }}
            between periods.collection_start and periods.collection_end
            or {{ birthday('outcomes.dob', 17) }}
            between periods.collection_start and periods.collection_end
        )

)

{{ one_finding_a_row('failing', 'OC2') }}
