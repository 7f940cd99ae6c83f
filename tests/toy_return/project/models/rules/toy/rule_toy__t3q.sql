-- One row per visit on the day of a visit in the return of the year before.
with

visits as (

    select * from {{ ref('returncheck', 'stg_toy__visits') }}

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

repeated_visits as (

    select distinct
        visits.return_id,
        {{ finding_key(["'Visits'", 'visits.row_number']) }} as finding_key,
        'Visits' as table_name,
        visits.row_number,
        'fault' as role,
        cast(null as string) as details
    from visits
    inner join previous_returns
        on visits.return_id = previous_returns.return_id
    inner join visits as earlier_visits
        on
            previous_returns.previous_return_id = earlier_visits.return_id
            and visits.child_code = earlier_visits.child_code
            and visits.visit_date = earlier_visits.visit_date

)

select * from repeated_visits
