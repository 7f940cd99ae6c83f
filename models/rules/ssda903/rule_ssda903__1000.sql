-- One row per care leaver record of a child whose care ended by death.
with

care_leavers as (

    select * from {{ ref('returncheck', 'stg_ssda903__oc3') }}

),

episodes as (

    select * from {{ ref('returncheck', 'stg_ssda903__episodes') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

deaths as (

    select
        return_id,
        child
    from episodes
    where upper(rec) = 'E2'

),

deaths_in_either_year as (

    select
        return_id,
        child
    from deaths
    union
    select
        previous_returns.return_id,
        deaths.child
    from previous_returns
    inner join deaths
        on previous_returns.previous_return_id = deaths.return_id

),

failing as (

    select
        care_leavers.return_id,
        care_leavers.row_number
    from care_leavers
    inner join deaths_in_either_year as deceased
        on
            care_leavers.return_id = deceased.return_id
            and care_leavers.child = deceased.child

)

{{ one_finding_a_row('failing', 'OC3') }}
