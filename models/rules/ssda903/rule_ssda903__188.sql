-- One row per record with SDQ details of a child under 4 when the year ends.
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
        {{ birthday('outcomes.dob', 4) }} > periods.collection_end
        and coalesce(outcomes.sdq_score, outcomes.sdq_reason) is not null

)

{{ one_finding_a_row('failing', 'OC2') }}
