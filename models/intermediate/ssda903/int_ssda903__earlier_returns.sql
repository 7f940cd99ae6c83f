-- One row per return and return of the years before it, as far as they follow on one
-- another and hold episodes, up to three years back.
with

periods as (

    select * from {{ ref('returncheck', 'int_ssda903__collection_periods') }}

),

return_tables as (

    select * from {{ ref('returncheck', 'stg_register__return_tables') }}
    where table_name = 'Episodes'

),

previous_returns as (

    select * from {{ ref('returncheck', 'int_previous_returns') }}

),

steps_back as (

    select
        previous_returns.return_id,
        previous_returns.previous_return_id as earlier_return_id
    from previous_returns
    inner join periods
        on previous_returns.return_id = periods.return_id
    inner join return_tables
        on previous_returns.previous_return_id = return_tables.return_id

),

one_year_back as (

    select
        return_id,
        1 as years_back,
        earlier_return_id
    from steps_back

),

two_years_back as (

    select
        one_year_back.return_id,
        2 as years_back,
        steps_back.earlier_return_id
    from one_year_back
    inner join steps_back
        on one_year_back.earlier_return_id = steps_back.return_id

),

three_years_back as (

    select
        two_years_back.return_id,
        3 as years_back,
        steps_back.earlier_return_id
    from two_years_back
    inner join steps_back
        on two_years_back.earlier_return_id = steps_back.return_id

),

earlier_returns as (

    select * from one_year_back
    union all
    select * from two_years_back
    union all
    select * from three_years_back

)

select
    earlier_returns.return_id,
    earlier_returns.years_back,
    earlier_returns.earlier_return_id,
    periods.return_year as earlier_year,
    periods.collection_start as earlier_start,
    periods.collection_end as earlier_end
from earlier_returns
inner join periods
    on earlier_returns.earlier_return_id = periods.return_id
