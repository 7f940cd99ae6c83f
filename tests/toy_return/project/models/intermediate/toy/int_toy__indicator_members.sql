-- One row per indicator, record that it is counted over, and day it counts on.
with

visits as (

    select * from {{ ref('returncheck', 'stg_toy__visits') }}

),

returns as (

    select * from {{ ref('returncheck', 'int_return_years') }}

),

indicator_members as (

    select
        visits.return_id,
        'toy_visits_at_home' as indicator_id,
        'Visits' as table_name,
        visits.row_number,
        visits.visit_date as counted_on,
        coalesce(visits.place = 'home', false) as is_counted
    from visits
    inner join returns
        on visits.return_id = returns.return_id
    where visits.visit_date between returns.period_start and returns.period_end

)

select * from indicator_members
