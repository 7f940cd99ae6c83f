-- One row per visit after the last day of the return's year.
with

visits as (

    select * from {{ ref('returncheck', 'stg_toy__visits') }}

),

returns as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

late_visits as (

    select
        visits.return_id,
        {{ finding_key(["'Visits'", 'visits.row_number']) }} as finding_key,
        'Visits' as table_name,
        visits.row_number,
        'fault' as role,
        cast(null as string) as details
    from visits
    inner join returns
        on visits.return_id = returns.return_id
    where visits.visit_date > returns.period_end

)

select * from late_visits
