-- One row if the calendar lacks a day of 2005 to 2035 or has one beside them.
with

calendar as (

    select * from {{ ref('returncheck', 'int_calendar') }}

),

extent as (

    select
        min(calendar_date) as first_date,
        max(calendar_date) as last_date,
        count(*) as days
    from calendar

),

-- 31 years of 365 days, and 29 February in 2008, 2012, 2016, 2020, 2024, 2028 and 2032.
wrong_extents as (

    select *
    from extent
    where
        first_date <> date '2005-01-01'
        or last_date <> date '2035-12-31'
        or days <> 31 * 365 + 7

)

select * from wrong_extents
