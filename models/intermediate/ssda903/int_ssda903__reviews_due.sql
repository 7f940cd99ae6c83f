-- One row per review that a period of care requires, with the day by which it is due
-- and the day on which it was held.
with

episodes as (

    select * from {{ ref('returncheck', 'int_ssda903__periods_of_care') }}

),

reviews_in_order as (

    select * from {{ ref('returncheck', 'int_ssda903__reviews_in_order') }}

),

first_due_dates as (

    select * from {{ ref('returncheck', 'int_ssda903__first_review_due_dates') }}

),

begun_periods as (

    select distinct
        return_id,
        child,
        period_number,
        period_start,
        period_end
    from episodes
    where has_known_start

),

first_reviews as (

    select
        begun_periods.return_id,
        begun_periods.child,
        begun_periods.period_number,
        1 as review_number,
        begun_periods.period_start as counted_from,
        begun_periods.period_end,
        first_due_dates.due_date,
        reviews_in_order.review as held_on
    from begun_periods
    inner join first_due_dates
        on begun_periods.period_start = first_due_dates.period_start
    left join reviews_in_order
        on
            begun_periods.return_id = reviews_in_order.return_id
            and begun_periods.child = reviews_in_order.child
            and begun_periods.period_number = reviews_in_order.period_number
            and reviews_in_order.review_number = 1

),

-- Where the start is not known neither is which review was the first.
later_reviews as (

    select
        return_id,
        child,
        period_number,
        review_number + 1 as review_number,
        review as counted_from,
        period_end,
        case
            when review_number = 1 and has_known_start
                then {{ add_months('review', 3) }}
            else {{ add_months('review', 6) }}
        end as due_date,
        next_review as held_on
    from reviews_in_order

),

required_reviews as (

    select * from first_reviews
    union all
    select * from later_reviews

)

-- None is due any more once the child has left.
select
    return_id,
    child,
    period_number,
    cast(review_number as integer) as review_number,
    counted_from,
    period_end,
    due_date,
    held_on,
    coalesce(held_on <= due_date, false) as is_in_time
from required_reviews
where
    held_on is not null
    or coalesce(period_end > due_date, true)
