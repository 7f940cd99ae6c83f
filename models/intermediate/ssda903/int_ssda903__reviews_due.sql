-- One row per review that a period of care requires, with the day by which it is due
-- and the day on which it was held.
with

review_periods as (

    select * from {{ ref('returncheck', 'int_ssda903__review_periods') }}

),

reviews_in_order as (

    select * from {{ ref('returncheck', 'int_ssda903__reviews_in_order') }}

),

first_due_dates as (

    select * from {{ ref('returncheck', 'int_ssda903__first_review_due_dates') }}

),

known_periods as (

    select
        review_periods.*,
        reviews_in_order.review as held_on
    from review_periods
    left join reviews_in_order
        on
            review_periods.return_id = reviews_in_order.return_id
            and review_periods.child = reviews_in_order.child
            and review_periods.period_number = reviews_in_order.period_number
            and reviews_in_order.review_number = 1

),

first_reviews as (

    select
        known_periods.return_id,
        known_periods.child,
        known_periods.period_number,
        1 as review_number,
        'first' as review_kind,
        known_periods.period_start as counted_from,
        known_periods.period_end,
        first_due_dates.due_date,
        known_periods.held_on
    from known_periods
    inner join first_due_dates
        on known_periods.period_start = first_due_dates.period_start
    where known_periods.is_known_from_start

),

-- Where the review before is not known, the next one is too late for any after six
-- months; whether one held by then was in time cannot be told.
late_for_any as (

    select
        return_id,
        child,
        period_number,
        1 as review_number,
        'later' as review_kind,
        known_from as counted_from,
        period_end,
        {{ add_months('known_from', 6) }} as due_date,
        held_on
    from known_periods
    where
        not is_known_from_start
        and coalesce(held_on > {{ add_months('known_from', 6) }}, true)

),

later_reviews as (

    select
        return_id,
        child,
        period_number,
        review_number + 1 as review_number,
        case
            when review_number = 1 and is_known_from_start then 'second'
            else 'later'
        end as review_kind,
        review as counted_from,
        period_end,
        case
            when review_number = 1 and is_known_from_start
                then {{ add_months('review', 3) }}
            else {{ add_months('review', 6) }}
        end as due_date,
        next_review as held_on
    from reviews_in_order

),

required_reviews as (

    select * from first_reviews
    union all
    select * from late_for_any
    union all
    select * from later_reviews

)

-- None is due any more once the child has left.
select
    return_id,
    child,
    period_number,
    cast(review_number as integer) as review_number,
    review_kind,
    counted_from,
    period_end,
    due_date,
    held_on,
    coalesce(held_on <= due_date, false) as is_in_time
from required_reviews
where
    held_on is not null
    or coalesce(period_end > due_date, true)
